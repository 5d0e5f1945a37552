/** The SDK's part in a browser, against the real Worker: one key from the request to the last refresh. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browserClient, type BrowserClient } from '../../../sdk/browser/client.ts'
import { makeKeyPair } from '../../../sdk/browser/key_pair.ts'
import type { TabStorage } from '../../../sdk/browser/transactions.ts'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { registerEmbeddedClient, registerPerson, signIn } from '../support/relying_party.ts'
import { headerOf } from '../support/signed_in.ts'
import { leftFor } from './house.ts'

const ADA = 'ada@browser-sdk.amphora.test'
const ME = `${ISSUER}/api/sso/v1/me`
let sub: string
let clientId: string
let keyPair: CryptoKeyPair
let asked: { path: string; proof: string | null }[]

beforeAll(async () => {
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
  clientId = (await registerEmbeddedClient()).clientId
  keyPair = await makeKeyPair()
})

beforeEach(() => {
  asked = []
})

afterEach(async () => {
  vi.useRealTimers()
  await admin('PATCH', '/tenant', { require_dpop_nonce: false })
})

function newTab(): TabStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

function newClient(storage = newTab(), pair = keyPair): BrowserClient {
  const options = {
    issuer: ISSUER,
    clientId,
    redirectUri: REDIRECT_URI,
    scope: 'openid profile email offline_access',
    fetch: (url: string, init: RequestInit) => {
      const proof = new Headers(init.headers).get('DPoP')
      asked.push({ path: new URL(url).pathname, proof })
      return exports.default.fetch(url, init)
    },
  }
  return browserClient(options, { keyPair: pair, storage })
}

async function comeBack(client: BrowserClient): Promise<URL> {
  const browser = new Browser()
  return leftFor(await signIn(browser, await browser.open(await client.signIn()), ADA))
}

async function signedIn(): Promise<BrowserClient> {
  const client = newClient()
  await client.handleCallback(await comeBack(client))
  return client
}

describe('a person signs in to an app without a backend', () => {
  it('with one key that nobody can read: it signs, redeems and asks', async () => {
    expect(keyPair.privateKey.extractable).toBe(false)
    const client = newClient()
    expect(await client.keyThumbprint()).toMatch(/^[\w-]{43}$/)
    const url = await client.signIn()
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'request'])
    const { jwk } = headerOf(url.searchParams.get('request') ?? '')
    expect(Object.keys(jwk as object).toSorted()).toEqual(['crv', 'kty', 'x'])
    const browser = new Browser()
    const back = leftFor(await signIn(browser, await browser.open(url), ADA))
    expect(await client.handleCallback(back)).toMatchObject({ iss: ISSUER, sub })
    expect(await client.userinfo()).toMatchObject({ sub, name: 'Ada Lovelace', email: ADA })
    const proven = asked.filter(({ proof }) => proof !== null)
    expect(proven.map(({ path }) => path)).toEqual(['/oauth/token', '/oauth/userinfo'])
    for (const { proof } of proven)
      expect(headerOf(proof ?? '')['jwk']).toMatchObject({ ...(jwk as object) })
  })

  it('pushes its request where it is asked to (RFC 9126)', async () => {
    const client = newClient()
    const url = await client.signIn({ push: true })
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'request_uri'])
  })

  it('in the tab in which they began, once', async () => {
    const client = newClient()
    const back = await comeBack(client)
    await expect(newClient().handleCallback(back)).rejects.toMatchObject({ code: 'state_mismatch' })
    await client.handleCallback(back)
    await expect(client.handleCallback(back)).rejects.toMatchObject({ code: 'state_mismatch' })
  })

  it('after the page was loaded anew, as they do when they come back', async () => {
    const tab = newTab()
    const back = await comeBack(newClient(tab))
    const reloaded = newClient(tab)
    expect(await reloaded.handleCallback(back)).toMatchObject({ sub })
  })

  it('but not where the key has changed on the way', async () => {
    const tab = newTab()
    const back = await comeBack(newClient(tab))
    const other = newClient(tab, await makeKeyPair())
    await expect(other.handleCallback(back)).rejects.toMatchObject({ code: 'invalid_dpop_proof' })
  })

  it('where each proof must bring a nonce (RFC 9449 §8, §9)', async () => {
    await admin('PATCH', '/tenant', { require_dpop_nonce: true })
    const client = await signedIn()
    expect(await client.userinfo()).toMatchObject({ sub })
    expect(asked.filter(({ path }) => path === '/oauth/token')).toHaveLength(2)
  })
})

describe('while they are signed in', () => {
  it('an API is asked with a proof, and its answer is its own', async () => {
    const client = await signedIn()
    const answer = await client.fetch(ME, { headers: { 'Accept-Language': 'de' } })
    expect(await answer.json()).toMatchObject({ sub })
    expect((await client.fetch(`${ISSUER}/nowhere`)).status).toBe(404)
    await admin('PATCH', '/tenant', { require_dpop_nonce: true })
    expect((await client.fetch(ME)).status).toBe(200)
  })

  it('an API that refuses the token is heard as well', async () => {
    const client = await signedIn()
    const first = await client.fetch(ME)
    expect(first.status).toBe(200)
    await admin('DELETE', `/users/${sub}/grants`)
    const refused = await client.fetch(ME)
    expect(refused.status).toBe(401)
  })

  it('tokens are refreshed once, however many ask', async () => {
    const client = await signedIn()
    vi.setSystemTime(Date.now() + 3600_000)
    const answers = await Promise.all([client.fetch(ME), client.fetch(ME), client.userinfo()])
    expect(answers[0].status).toBe(200)
    expect(asked.filter(({ path }) => path === '/oauth/token')).toHaveLength(2)
  })
})

describe('nobody is signed in', () => {
  it('before they have come back', async () => {
    await expect(newClient().fetch(ME)).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('after signing out: the tokens are given back, and the provider is told whose session ends', async () => {
    const client = await signedIn()
    const url = await client.signOut({
      postLogoutRedirectUri: 'https://rp.amphora.test/signed-out',
    })
    expect(url.searchParams.get('id_token_hint')).toMatch(/^ey/)
    expect(asked.at(-1)?.path).toBe('/oauth/revoke')
    await expect(client.userinfo()).rejects.toMatchObject({ code: 'signed_out' })
  })
})
