/** Back-Channel Logout 1.0: what a client is sent when a session ends, verified as a client verifies it. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { receiver, takes } from '../support/receiver.ts'
import {
  codeOf,
  PASSWORD,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'

const ADA = 'ada@back.amphora.test'
const URI = 'https://rp.amphora.test/backchannel?x=1'
let client: TestClient
let other: TestClient
let sub: string

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  client = await registerClient({ consent: 'skip', backchannel_logout_uri: URI })
  other = await registerClient({
    consent: 'skip',
    backchannel_logout_uri: 'https://other.example/out',
    backchannel_logout_session_required: true,
    id_token_signed_response_alg: 'EdDSA',
  })
  sub = await registerPerson(ADA)
})
afterEach(() => vi.restoreAllMocks())

async function signedIn(clients: TestClient[] = [client], browser = new Browser()) {
  const hints: string[] = []
  for (const each of clients) {
    const page = await browser.open(await each.requestUrl())
    const { body } = await redeem(each, codeOf(page.left ? page : await signIn(browser, page, ADA)))
    hints.push(String(body['id_token']))
  }
  return { browser, hints, hint: hints[0] ?? '' }
}

const signOut = (browser: Browser, hint: string) =>
  browser.open(`/oauth/logout?${new URLSearchParams({ id_token_hint: hint })}`)

/** Runs the alarm of the person's object. */
const settle = () => runDurableObjectAlarm(env.USER.getByName(`${MAIN_TENANT}:${sub}`))

async function verified(token: string, clientId: string) {
  const response = await exports.default.fetch(`${ISSUER}/.well-known/jwks.json`)
  const keys = createLocalJWKSet(await response.json<JSONWebKeySet>())
  return jwtVerify(token, keys, { issuer: ISSUER, audience: clientId, typ: 'logout+jwt' })
}

it('posts a logout token, alone, as a form (§2.5)', async () => {
  const told = receiver(takes)
  const { browser, hint } = await signedIn()
  await signOut(browser, hint)
  await settle()
  expect(told).toHaveLength(1)
  expect(told[0]?.url).toBe(URI)
  expect(told[0]?.headers.get('Content-Type')).toMatch(/^application\/x-www-form-urlencoded/)
  expect(told[0]?.headers.get('Cookie')).toBeNull()
})

it('the token says whom and which session, in the claims of §2.4 and no others', async () => {
  const told = receiver(takes)
  const { browser, hint } = await signedIn()
  await signOut(browser, hint)
  await settle()
  const { payload, protectedHeader } = await verified(told[0]?.token ?? '', client.clientId)
  const now = Math.floor(Date.now() / 1000)
  expect(payload).toEqual({
    iss: ISSUER,
    sub,
    aud: client.clientId,
    iat: expect.closeTo(now, -1) as number,
    exp: Number(payload.iat) + 120,
    jti: expect.stringMatching(/^[\w-]{22}$/) as string,
    sid: claimsIn(hint)['sid'],
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  })
  expect(protectedHeader).toEqual({
    alg: 'RS256',
    typ: 'logout+jwt',
    kid: expect.any(String) as string,
  })
})

it('names the person as the client knows them (OpenID Connect Core §8)', async () => {
  const told = receiver(takes)
  const changes = { consent: 'skip', backchannel_logout_uri: URI, subject_type: 'pairwise' }
  const { browser, hint } = await signedIn([await registerClient(changes)])
  await signOut(browser, hint)
  await settle()
  const pairwise = claimsIn(hint)['sub']
  expect(pairwise).not.toBe(sub)
  expect(claimsIn(told[0]?.token ?? '')['sub']).toBe(pairwise)
})

it('tells a client whose ID token came with the response, and that asked for nothing more', async () => {
  await admin('PATCH', '/tenant', { front_channel_tokens: true })
  const told = receiver(takes)
  const implicit = await registerClient({
    consent: 'skip',
    backchannel_logout_uri: URI,
    grant_types: ['implicit'],
    response_types: ['id_token'],
  })
  const browser = new Browser()
  const url = await implicit.requestUrl({ response_type: 'id_token' })
  const { left } = await signIn(browser, await browser.open(url), ADA)
  const hint = new URLSearchParams(left?.hash.slice(1)).get('id_token') ?? ''
  await signOut(browser, hint)
  await settle()
  expect(claimsIn(told[0]?.token ?? '')).toMatchObject({
    aud: implicit.clientId,
    sid: claimsIn(hint)['sid'],
  })
})

it('tells every client of the session, each by its own sid and in its own algorithm (§2.3)', async () => {
  const told = receiver(takes)
  const { browser, hints } = await signedIn([client, other])
  await signOut(browser, hints[0] ?? '')
  await settle()
  const tokenOf = (origin: string) => told.find(({ url }) => url.startsWith(origin))?.token ?? ''
  const mine = await verified(tokenOf('https://rp.'), client.clientId)
  const theirs = await verified(tokenOf('https://other.'), other.clientId)
  expect(theirs.protectedHeader.alg).toBe('EdDSA')
  expect(theirs.payload['sid']).toBe(claimsIn(hints[1] ?? '')['sid'])
  expect(theirs.payload['sid']).not.toBe(mine.payload['sid'])
})

it('answers the person before any client is told (catalogue 162)', async () => {
  let release = () => {}
  const stuck = new Promise<void>((resolve) => (release = resolve))
  const told = receiver(async () => {
    await stuck
    return takes()
  })
  const { browser, hint } = await signedIn()
  const page = await signOut(browser, hint)
  expect(page.status).toBe(200)
  release()
  await settle()
  expect(told).toHaveLength(1)
})

it.each([
  {
    name: 'a session',
    end: async () => {
      const { body } = await admin('GET', `/users/${sub}/sessions`)
      for (const { id } of body['items'] as { id: string }[]) {
        await admin('DELETE', `/users/${sub}/sessions/${id}`)
      }
    },
  },
  { name: 'all sessions', end: () => admin('DELETE', `/users/${sub}/sessions`) },
  {
    name: 'them by another password',
    end: () => admin('PATCH', `/users/${sub}`, { password: PASSWORD }),
  },
  {
    name: 'them by disabling the person',
    end: async () => {
      await admin('PATCH', `/users/${sub}`, { disabled: true })
      await admin('PATCH', `/users/${sub}`, { disabled: false })
    },
  },
])('an operator who ends $name has the clients told', async ({ end }) => {
  const told = receiver(takes)
  await signedIn()
  await end()
  await settle()
  expect(told.map(({ url }) => url)).toEqual([URI])
})

describe('an answer', () => {
  it.each([200, 204])('of %i says that it is done (§2.8)', async (status) => {
    const told = receiver(() => new Response(null, { status }))
    const { browser, hint } = await signedIn()
    await signOut(browser, hint)
    await settle()
    await settle()
    expect(told).toHaveLength(1)
  })

  it.each([
    { name: 'an error', answer: () => new Response(null, { status: 500 }) },
    { name: 'a refusal', answer: () => new Response(null, { status: 400 }) },
    {
      name: 'a redirect, which is not followed',
      answer: () => new Response(null, { status: 302, headers: { Location: 'https://x.example' } }),
    },
    { name: 'none at all', answer: () => Promise.reject(new Error('the network is down')) },
  ])(
    'that is $name has another token sent later, also after an eviction (catalogue 162)',
    async ({ answer }) => {
      const told = receiver(answer)
      const { browser, hint } = await signedIn()
      await signOut(browser, hint)
      await settle()
      expect(told).toHaveLength(1)
      await evictDurableObject(env.USER.getByName(`${MAIN_TENANT}:${sub}`))
      vi.setSystemTime(Date.now() + 10_000)
      await settle()
      vi.mocked(fetch).mockImplementation(async () => takes())
      vi.setSystemTime(Date.now() + 60_000)
      await settle()
      expect(told).toHaveLength(2)
      const [first, second] = told.map(({ token }) => claimsIn(token))
      expect(second?.['jti']).not.toBe(first?.['jti'])
      await settle()
      expect(told).toHaveLength(2)
    },
  )
})

it.each([
  'http://rp.amphora.test/out',
  'https://127.0.0.1/out',
  'https://rp.amphora.test/out#x',
  'https://localhost/out',
  'https://op.amphora.test/out',
  'https://metadata.internal/out',
])('%s cannot be registered (catalogue 162, §2.2)', async (uri) => {
  const changed = await admin('PATCH', `/oauth/clients/${client.clientId}`, {
    backchannel_logout_uri: uri,
  })
  expect(changed.status).toBe(400)
  expect(changed.body).toMatchObject({
    error: 'invalid_client_metadata',
    field: 'backchannel_logout_uri',
  })
})

it('what a client takes back counts from then on', async () => {
  const told = receiver(takes)
  const gone = await registerClient({ consent: 'skip', backchannel_logout_uri: URI })
  const { browser, hint } = await signedIn([gone])
  await admin('PATCH', `/oauth/clients/${gone.clientId}`, { backchannel_logout_uri: null })
  await signOut(browser, hint)
  await settle()
  expect(told).toEqual([])
})

it('a logout token is no hint to sign out with (RFC 8725 §3.11)', async () => {
  const told = receiver(takes)
  const first = await signedIn()
  await signOut(first.browser, first.hint)
  await settle()
  const { browser } = await signedIn()
  const page = await signOut(browser, told[0]?.token ?? '')
  expect(page.text).toContain('id="logout-confirm"')
})
