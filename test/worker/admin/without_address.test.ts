/** People without an address, who came by another provider: to be found, seen and ended like all others. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Browser } from '../support/browser.ts'
import { elsewhere, forgetUpstreams, signInWith, somebody, whoIs } from '../upstream/house.ts'
import { admin } from './house.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

interface Listed {
  sub: string
  email?: string
}

const list = async (query = ''): Promise<Listed[]> =>
  (await admin('GET', `/users?${query}`)).body['items'] as Listed[]

let found = 0
let sub = ''
let browser: Browser
beforeEach(async () => {
  const there = await elsewhere({ sign_up: 'create' })
  browser = new Browser()
  await browser.submit(await signInWith(browser, there, somebody({ name: 'Grace Hopper' })))
  sub = String((await whoIs(browser))['sub'])
})

describe('somebody without an address', () => {
  it('is in the list, and has no address in it', async () => {
    const listed = (await list('limit=100')).filter((each) => each.sub === sub)
    expect(listed).toMatchObject([{ sub, name: 'Grace Hopper', disabled: false }])
    expect(listed[0]).not.toHaveProperty('email')
  })

  it.each(['sub', 'name'])('is found by their %s', async (what) => {
    const query = new URLSearchParams({ q: what === 'sub' ? sub : 'hopper', limit: '100' })
    expect((await list(query.toString())).map((each) => each.sub)).toContain(sub)
    expect(await list(`email=${query.get('q')}`)).toEqual([])
  })

  it('has sessions that end, is told of as what they are, and is mailed nothing', async () => {
    const person = await admin('GET', `/users/${sub}`)
    expect(person.body).toMatchObject({ sub, has_password: false, identities: [{}] })
    expect((await admin('GET', `/users/${sub}/sessions`)).body['items']).toHaveLength(1)
    expect((await admin('POST', `/users/${sub}/send-reset`)).status).toBe(409)
    expect((await admin('DELETE', `/users/${sub}/sessions`)).body).toEqual({ ended: 1 })
    expect((await admin('GET', `/users/${sub}/events`)).status).toBe(200)
  })

  it('is listed by their name as it is now', async () => {
    await admin('PATCH', `/users/${sub}`, { name: 'Rear Admiral', disabled: true })
    expect(await list('q=Rear')).toMatchObject([{ sub, name: 'Rear Admiral', disabled: true }])
  })

  it('is listed by their address alone, as soon as they have one', async () => {
    const email = `found${++found}@without.example`
    expect((await admin('PATCH', `/users/${sub}`, { email })).status).toBe(200)
    expect(await list(`q=${encodeURIComponent(sub)}`)).toEqual([])
    expect(await list(`email=${email}`)).toMatchObject([{ sub, email }])
  })

  it('is in no list any more when they are erased', async () => {
    expect((await admin('DELETE', `/users/${sub}`)).status).toBe(204)
    expect(await list(`q=${encodeURIComponent(sub)}`)).toEqual([])
  })
})
