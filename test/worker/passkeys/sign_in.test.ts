/** Signing in by passkey (WebAuthn §7.2), with every lie that an authenticator or a browser may tell (catalogue 187–191). */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { base64url, utf8 } from '../../../src/kernel/encoding.ts'
import { randomBytes } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import type { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { codeOf, redeem, registerClient, type TestClient } from '../support/relying_party.ts'
import { claimsIn, logOf, tokensOf } from '../support/signed_in.ts'
import { Authenticator, BE, BS, UP, UV, type Alg, type Lies } from './authenticator.ts'
import {
  askFor,
  creationOptions,
  expectRefused,
  isSignedIn,
  newBrowser,
  ownerOf,
  postRaw,
  requestOptions,
  usePasskey,
} from './house.ts'

const HOST = new URL(ISSUER).host
/** Ada's, on her telephone: synced, and it does not count. */
const phone = new Authenticator()
/** Bob's, on a key of his: bound to it, and it counts. */
const stick = new Authenticator({ flags: UP | UV, counts: true })
let client: TestClient

beforeAll(async () => {
  await ownerOf(phone)
  await ownerOf(stick)
  client = await registerClient({ consent: 'skip' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a passkey signs in', () => {
  it.each<{ name: string; alg: Alg }>([
    { name: 'with a key of the curve P-256', alg: -7 },
    { name: 'with an Ed25519 key', alg: -8 },
    { name: 'with an RSA key', alg: -257 },
  ])('$name', async ({ alg }) => {
    const authenticator = new Authenticator({ alg })
    await ownerOf(authenticator)
    expect(isSignedIn(await usePasskey(newBrowser(), authenticator))).toBe(true)
  })

  it.each([
    {
      name: 'two factors, where it has verified the person',
      flags: UP | UV | BE | BS,
      expect: { acr: '2', amr: ['swk', 'user', 'mfa'] },
    },
    {
      name: 'one factor, where they were only there',
      flags: UP | BE,
      expect: { acr: '1', amr: ['swk'] },
    },
  ])('to an app as $name (RFC 8176 §2)', async ({ flags, expect: claims }) => {
    const browser = newBrowser()
    const page = await browser.open(await client.requestUrl({ scope: 'openid' }))
    const signin = page.form?.fields['signin'] ?? ''
    const credential = await phone.get(await requestOptions(browser), { flags })
    const back = await browser.post('/login/passkey', { signin, credential })
    const { id } = tokensOf(await redeem(client, codeOf(back)))
    expect(claimsIn(id)).toMatchObject(claims)
  })

  it('as no more than one factor, where two are required and it has not verified the person (catalogue 189)', async () => {
    const strict = await registerClient({ consent: 'skip', require_second_factor: true })
    const browser = newBrowser()
    const enter = async (flags: number) => {
      const page = await browser.open(await strict.requestUrl())
      const signin = page.form?.fields['signin'] ?? ''
      const credential = await phone.get(await requestOptions(browser), { flags })
      return browser.post('/login/passkey', { signin, credential })
    }
    const unverified = await enter(UP | BE)
    expect(unverified.left).toBeUndefined()
    expect(new URL(unverified.url).pathname).toMatch(/^\/login\/(second|set-up)$/)
    codeOf(await enter(UP | UV | BE))
  })

  it('as `hwk` where its key is bound to a device', async () => {
    const browser = newBrowser()
    await usePasskey(browser, stick)
    const { left } = await browser.open(await client.requestUrl({ scope: 'openid' }))
    const code = left?.searchParams.get('code') ?? ''
    expect(claimsIn(tokensOf(await redeem(client, code)).id)['amr']).toEqual(['hwk', 'user', 'mfa'])
  })

  it('though its key is backed up on no other device any more, or again', async () => {
    for (const flags of [UP | UV | BE, UP | UV | BE | BS]) {
      expect(isSignedIn(await usePasskey(newBrowser(), phone, { flags }))).toBe(true)
    }
  })
})

describe('is refused, and signs nobody in (catalogue 187, 189)', () => {
  it.each<{ name: string; lies: Lies; cause: string }>([
    // WebAuthn §7.2: "Verify that the value of C.origin is an origin expected by the Relying Party".
    { name: 'another origin', lies: { origin: 'https://evil.example' }, cause: 'origin' },
    { name: 'a sub-domain', lies: { origin: `https://login.${HOST}` }, cause: 'origin' },
    { name: 'the same host without TLS', lies: { origin: `http://${HOST}` }, cause: 'origin' },
    { name: 'another port', lies: { origin: `${ISSUER}:8443` }, cause: 'origin' },
    { name: 'a page in a frame of others', lies: { crossOrigin: true }, cause: 'cross_origin' },
    {
      name: 'a page in a frame, which says so by its top alone',
      lies: { topOrigin: 'https://evil.example' },
      cause: 'cross_origin',
    },
    { name: 'what was signed to make a key', lies: { type: 'webauthn.create' }, cause: 'type' },
    { name: 'what pays', lies: { type: 'payment.get' }, cause: 'type' },
    {
      name: 'the key of another relying party',
      lies: { rpId: 'evil.example' },
      cause: 'Unexpected RP ID hash',
    },
    {
      name: 'a key of a parent domain',
      lies: { rpId: 'amphora.test' },
      cause: 'Unexpected RP ID hash',
    },
    {
      name: 'a person who was not there (UP)',
      lies: { flags: UV | BE | BS },
      cause: 'User not present during authentication',
    },
    {
      name: 'a signature of nobody',
      lies: { signature: new Uint8Array([0x30, 6, 2, 1, 1, 2, 1, 1]) },
      cause: 'the signature is not right',
    },
    {
      name: 'a signature that is not in DER',
      lies: { signature: new Uint8Array(64) },
      cause: 'the signature is not in DER',
    },
    {
      name: 'a challenge that we did not give',
      lies: { challenge: base64url(randomBytes(32)) },
      cause: 'challenge',
    },
    { name: 'no user handle', lies: { userHandle: null }, cause: 'user_handle' },
    {
      name: 'the user handle of another',
      lies: { userHandle: base64url(randomBytes(32)) },
      cause: 'user_handle',
    },
    {
      name: 'a key that was synced and is not any more (BE)',
      lies: { flags: UP | UV },
      cause: 'not_taken',
    },
    {
      name: 'a key that is backed up and cannot be (BS without BE)',
      lies: { flags: UP | UV | BS },
      cause:
        'Single-device credential indicated that it was backed up, which should be impossible.',
    },
    {
      name: 'an id beside the key',
      lies: { id: base64url(randomBytes(32)) },
      cause: 'unknown',
    },
  ])('$name', async ({ lies, cause }) => {
    const browser = newBrowser()
    const refused = logOf('passkey_refused')
    await expectRefused(browser, await usePasskey(browser, phone, lies))
    expect(refused().map((line) => line['cause'])).toEqual([cause])
  })

  it('a key that was bound to its device and is not any more (BE)', async () => {
    const browser = newBrowser()
    await expectRefused(browser, await usePasskey(browser, stick, { flags: UP | UV | BE }))
  })

  it('a credential that nobody has', async () => {
    const browser = newBrowser()
    const stranger = new Authenticator()
    await stranger.create({
      ...(await requestOptions(browser)),
      rp: { id: HOST, name: '' },
      user: { id: base64url(randomBytes(32)), name: '', displayName: '' },
      excludeCredentials: [],
    })
    await expectRefused(browser, await usePasskey(browser, stranger))
  })

  it.each(['', 'nonsense', '{}', '[]', JSON.stringify({ id: 'a', rawId: 'a', type: 'password' })])(
    'what no browser sends: %s',
    async (credential) => {
      const browser = newBrowser()
      await requestOptions(browser)
      const page = await browser.post('/login/passkey', { next: 'account', credential })
      await expectRefused(browser, page)
    },
  )

  it('client data that is not JSON', async () => {
    const browser = newBrowser()
    const said = JSON.parse(await phone.get(await requestOptions(browser)))
    said.response.clientDataJSON = base64url(utf8('webauthn.get'))
    const credential = JSON.stringify(said)
    await expectRefused(browser, await browser.post('/login/passkey', { credential }))
  })

  it('a form that another site has sent (CSRF)', async () => {
    const browser = newBrowser()
    const credential = await phone.get(await requestOptions(browser))
    const foreign = { Origin: 'https://evil.example' }
    const page = await browser.post('/login/passkey', { next: 'account', credential }, foreign)
    expect(page.status).toBe(400)
    expect(browser.cookies.has('__Host-session')).toBe(false)
    const asked = await browser.post('/login/passkey/challenge', {}, foreign)
    expect(asked).toMatchObject({ status: 400, text: '{"error":"origin_foreign"}' })
  })
})

describe('a challenge (WebAuthn §13.4.3, catalogue 188)', () => {
  const answer = async (browser: Browser, from: Browser = browser) =>
    phone.get(await requestOptions(from))
  const post = (browser: Browser, credential: string) =>
    browser.post('/login/passkey', { next: 'account', credential })

  it('works once', async () => {
    const browser = newBrowser()
    const credential = await answer(browser)
    expect(isSignedIn(await post(browser, credential))).toBe(true)
    const again = newBrowser()
    again.cookies.set('__Host-passkey', browser.cookies.get('__Host-passkey') ?? '')
    await expectRefused(again, await post(again, credential))
  })

  it('works once of a hundred times at once', async () => {
    const browser = newBrowser()
    const credential = await answer(browser)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        postRaw(browser, '/login/passkey', { next: 'account', credential }),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 400 || status === 429)).toHaveLength(99)
  })

  it('works in the browser that it was given to, and in no other', async () => {
    const [browser, other] = [newBrowser(), newBrowser()]
    const credential = await answer(browser)
    await expectRefused(other, await post(other, credential))
    await requestOptions(other)
    await expectRefused(other, await post(other, credential))
    expect(isSignedIn(await post(browser, credential))).toBe(true)
  })

  it('works in each of several tabs', async () => {
    const browser = newBrowser()
    const [one, two] = [await answer(browser), await answer(browser)]
    expect(isSignedIn(await post(browser, two))).toBe(true)
    expect(isSignedIn(await post(browser, one))).toBe(true)
  })

  it.each([
    { name: 'works for five minutes', seconds: 299, works: true },
    { name: 'and no longer', seconds: 301, works: false },
  ])('$name', async ({ seconds, works }) => {
    const browser = newBrowser()
    const credential = await answer(browser)
    vi.setSystemTime(Date.now() + seconds * 1000)
    const page = await post(browser, credential)
    expect(isSignedIn(page)).toBe(works)
    if (!works) await expectRefused(browser, page)
  })

  it('to add a passkey signs nobody in', async () => {
    const owner = await ownerOf(new Authenticator())
    const { challenge } = await creationOptions(owner)
    const credential = await phone.get({ challenge, rpId: HOST, allowCredentials: [] })
    owner.browser.cookies.delete('__Host-session')
    await expectRefused(owner.browser, await post(owner.browser, credential))
  })

  it('says nothing of anybody: everyone is asked for any passkey (WebAuthn §14.6.2, catalogue 191)', async () => {
    const options = await requestOptions(newBrowser())
    expect(options).toMatchObject({ rpId: HOST, userVerification: 'preferred', timeout: 300_000 })
    expect(options.allowCredentials).toEqual([])
    expect(Object.keys(options)).toHaveLength(5)
  })

  it('costs no call', async () => {
    const requests = logOf('request')
    await askFor(newBrowser(), '/login/passkey/challenge', { username: 'ada@amphora.test' })
    expect(requests().map((line) => line['object_calls'])).toEqual([0])
  })
})

describe('a counter that went back (WebAuthn §7.2, catalogue 189)', () => {
  const eventsOf = async (sub: string) => {
    const { body } = await admin('GET', `/users/${sub}/events`)
    const items = body['items'] as { event: string; detail?: object }[]
    return items.filter(({ event }) => event === 'passkey_counter').map(({ detail }) => detail)
  }

  it('is refused of a key that is bound to one device, and told', async () => {
    const key = new Authenticator({ flags: UP | UV, counts: true })
    const { sub } = await ownerOf(key)
    expect(isSignedIn(await usePasskey(newBrowser(), key, { counter: 7 }))).toBe(true)
    const browser = newBrowser()
    for (const counter of [7, 6, 0]) {
      await expectRefused(browser, await usePasskey(browser, key, { counter }))
    }
    expect(isSignedIn(await usePasskey(newBrowser(), key, { counter: 8 }))).toBe(true)
    expect(await eventsOf(sub)).toEqual(
      expect.arrayContaining([expect.objectContaining({ counter: 6, taken: false })]),
    )
  })

  it('is let pass of a key that is synced, and told', async () => {
    const key = new Authenticator()
    const { sub } = await ownerOf(key)
    expect(isSignedIn(await usePasskey(newBrowser(), key, { counter: 7 }))).toBe(true)
    expect(isSignedIn(await usePasskey(newBrowser(), key, { counter: 3 }))).toBe(true)
    expect(await eventsOf(sub)).toEqual([expect.objectContaining({ counter: 3, taken: true })])
  })

  it('is nobody’s business where nobody who holds the key has signed', async () => {
    const key = new Authenticator({ flags: UP | UV, counts: true })
    const { sub } = await ownerOf(key)
    await usePasskey(newBrowser(), key, { counter: 7 })
    const signature = new Uint8Array([0x30, 6, 2, 1, 1, 2, 1, 1])
    await usePasskey(newBrowser(), key, { counter: 2, signature })
    expect(await eventsOf(sub)).toEqual([])
  })
})

it('a person who was disabled is not let in', async () => {
  const key = new Authenticator()
  const { sub } = await ownerOf(key)
  await admin('PATCH', `/users/${sub}`, { disabled: true })
  const browser = newBrowser()
  await expectRefused(browser, await usePasskey(browser, key))
})
