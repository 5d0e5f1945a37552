/** Many at the same time: one person of one identity, one identity of one person, one answer for one request. */
import type { JWTPayload } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { copyOf, isSignedIn, ownerAtHome } from '../people/account_house.ts'
import { settle } from '../recovery/house.ts'
import { Browser } from '../support/browser.ts'
import {
  beginLink,
  elsewhere,
  forgetUpstreams,
  leave,
  signInWith,
  somebody,
  whoIs,
  type Elsewhere,
} from './house.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

const open = { sign_up: 'create', trusts_email: ['*'] }

describe('at the same time', () => {
  const answerOf = async (browser: Browser, { id, idp }: Elsewhere, claims: JWTPayload) =>
    `/login/from/${id}?${idp.authorize(await leave(browser, id), claims)}`

  it('two browsers of somebody new make one person', async () => {
    const there = await elsewhere(open)
    const ada = somebody({ email: 'twice@example.org', email_verified: true })
    const browsers = [new Browser(), new Browser(), new Browser()]
    const answers = await Promise.all(browsers.map((each) => answerOf(each, there, ada)))
    await Promise.all(browsers.map((each, at) => each.open(answers[at] ?? '')))
    // Whoever came too early for the one that was made, comes again.
    const subs = await Promise.all(
      browsers.map(async (each) => {
        if (!(await isSignedIn(each))) await signInWith(each, there, ada)
        return (await whoIs(each))['sub']
      }),
    )
    expect(new Set(subs).size).toBe(1)
  })

  it('two people do not get the same identity', async () => {
    const there = await elsewhere()
    const ada = somebody()
    const owners = [await ownerAtHome(), await ownerAtHome()]
    const answers = await Promise.all(
      owners.map(async ({ browser }) => there.idp.authorize(await beginLink(browser), ada)),
    )
    await Promise.all(
      owners.map(({ browser }, at) => browser.open(`/login/from/${there.id}?${answers[at]}`)),
    )
    const listed = await Promise.all(
      owners.map(async ({ browser }) => (await whoIs(browser))['identities'] as unknown[]),
    )
    expect(listed.flat()).toHaveLength(1)
  })

  it('one answer in many requests is taken by one of them (catalogue 197)', async () => {
    const there = await elsewhere(open)
    const browser = new Browser()
    const ada = somebody({ email: 'burst@example.org', email_verified: true })
    const answer = await answerOf(browser, there, ada)
    const twins = Array.from({ length: 10 }, () => copyOf(browser))
    const pages = await Promise.all(twins.map((each) => each.open(answer)))
    expect(pages.filter(({ status }) => status === 400)).toHaveLength(9)
    expect(there.idp.count('/token')).toBe(1)
  })
})

it('tells the person by mail, in the language of the page (ASVS 6.3.7)', async () => {
  const there = await elsewhere()
  const { browser, sub } = await ownerAtHome()
  const response = there.idp.authorize(await beginLink(browser), somebody())
  const sent: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).origin === there.idp.origin) return there.idp.fetch(request)
    sent.push(await request.text())
    return Response.json({ id: 'a mail' })
  })
  await browser.open(`/login/from/${there.id}?${response}`)
  await settle(sub)
  expect(sent.join()).toContain('Elsewhere was linked to your account')
})
