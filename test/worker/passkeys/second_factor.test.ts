/** A passkey as the second proof: of the person whose first one was given, in this browser, for this sign-in. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { seal } from '../../../src/crypto/envelope.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { worldOfRequest } from '../support/signed_in.ts'
import type { Browser } from '../support/browser.ts'
import { Authenticator, BE, UP, type RequestOptions } from './authenticator.ts'
import {
  addPasskey,
  askFor,
  expectRefused,
  isSignedIn,
  newBrowser,
  newOwner,
  ownerOf,
  type Owner,
} from './house.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A browser in which the password of this person was proven, as the step before leaves it. */
async function halfwayOf({ sub }: Owner, provedFor = ''): Promise<Browser> {
  const { registry, now, users } = worldOfRequest()
  const credentialEpoch = (await users.of(sub as Sub).credentials())?.credentialEpoch ?? 0
  const facts = [{ method: 'pwd', at: now }]
  const half = { sub, facts, credentialEpoch, provedFor, until: now + 600 }
  const browser = newBrowser()
  const sealed = await seal(await registry.keys(), 'halfway_cookie', half)
  browser.cookies.set('__Host-halfway', sealed)
  return browser
}

const secondOptions = (browser: Browser) =>
  askFor<RequestOptions>(browser, '/login/second/passkey/challenge', { next: 'account' })

const post = (browser: Browser, credential: string) =>
  browser.post('/login/second/passkey', { next: 'account', credential })

const factsOf = async (sub: string) => {
  const { body } = await admin('GET', `/users/${sub}/sessions`)
  const sessions = body['items'] as { facts: { method: string }[] }[]
  return sessions.map(({ facts }) => facts.map(({ method }) => method).join(' '))
}

describe('after a password', () => {
  it('any passkey of this person will do, whether it verifies them or not', async () => {
    const key = new Authenticator()
    const owner = await ownerOf(key)
    const browser = await halfwayOf(owner)
    const options = await secondOptions(browser)
    expect(options.allowCredentials).toMatchObject([{ id: key.credentialId }])
    const credential = await key.get(options, { flags: UP | BE, userHandle: null })
    expect(isSignedIn(await post(browser, credential))).toBe(true)
    expect(await factsOf(owner.sub)).toContain('pwd passkey')
    expect(browser.cookies.has('__Host-halfway')).toBe(false)
  })

  it('that of another person will not', async () => {
    const stranger = new Authenticator()
    await ownerOf(stranger)
    const browser = await halfwayOf(await ownerOf(new Authenticator()))
    const credential = await stranger.get(await secondOptions(browser))
    await expectRefused(browser, await post(browser, credential))
  })

  it('nor will a challenge that was given for the first step, or to another person here', async () => {
    const key = new Authenticator()
    const [owner, other] = [await ownerOf(key), await ownerOf(new Authenticator())]
    const browser = await halfwayOf(owner)
    const first = await askFor<RequestOptions>(browser, '/login/passkey/challenge')
    await expectRefused(browser, await post(browser, await key.get(first)))
    const half = browser.cookies.get('__Host-halfway') ?? ''
    browser.cookies.set(
      '__Host-halfway',
      (await halfwayOf(other)).cookies.get('__Host-halfway') ?? '',
    )
    const foreign = await secondOptions(browser)
    browser.cookies.set('__Host-halfway', half)
    await expectRefused(browser, await post(browser, await key.get(foreign)))
  })

  it('a challenge of the second step signs nobody in without the first', async () => {
    const key = new Authenticator()
    const browser = await halfwayOf(await ownerOf(key))
    const credential = await key.get(await secondOptions(browser))
    browser.cookies.delete('__Host-halfway')
    const page = await browser.post('/login/passkey', { next: 'account', credential })
    await expectRefused(browser, page)
  })

  it('nothing is offered where nothing was proven, or for another sign-in', async () => {
    const location = '/login?next=account'
    expect(await secondOptions(newBrowser())).toEqual({ location })
    const elsewhere = await halfwayOf(await ownerOf(new Authenticator()), 'another sign-in')
    expect(await secondOptions(elsewhere)).toEqual({ location })
    const page = await post(newBrowser(), '{}')
    expect(new URL(page.url).pathname).toBe('/login')
  })

  it('it is added to a session that is there, which goes on (RFC 9470)', async () => {
    const key = new Authenticator()
    const owner = await newOwner()
    await addPasskey(owner, key)
    const before = await factsOf(owner.sub)
    const credential = await key.get(await secondOptions(owner.browser), { flags: UP | BE })
    expect(isSignedIn(await post(owner.browser, credential))).toBe(true)
    expect(before).toEqual(['pwd'])
    expect(await factsOf(owner.sub)).toEqual(['pwd passkey'])
  })

  it('a password that was changed meanwhile is worth nothing any more', async () => {
    const key = new Authenticator()
    const owner = await ownerOf(key)
    const browser = await halfwayOf(owner)
    const credential = await key.get(await secondOptions(browser))
    await admin('PATCH', `/users/${owner.sub}`, { password: 'another horse battery' })
    await expectRefused(browser, await post(browser, credential))
  })
})
