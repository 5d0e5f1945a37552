/** What an access token opens: catalogue 125, 154–156, and all the claims of OpenID Connect Core §5.1. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { signJwt } from '../../../src/crypto/own_jwt.ts'
import { currentSigningKey } from '../../../src/crypto/tenant_keys.ts'
import { base64url, utf8 } from '../../../src/kernel/encoding.ts'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerClient, type TestClient } from '../support/relying_party.ts'
import {
  claimsIn,
  headerOf,
  logOf,
  newTokens,
  signedInPerson,
  worldOfRequest,
  type SignedInPerson,
} from '../support/signed_in.ts'

const URLS = [`${ISSUER}/oauth/userinfo`, `${ISSUER}/api/sso/v1/me`]
const PERSON = {
  email_verified: true,
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  middle_name: 'King',
  nickname: 'Countess',
  preferred_username: 'ada',
  profile: 'https://ada.example/',
  picture: 'https://ada.example/ada.png',
  website: 'https://ada.example/',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
  phone_number: '+441632960000',
  phone_number_verified: true,
  address: { street_address: '12 St James Square', locality: 'London', country: 'GB' },
}
const EVERY_SCOPE = ['openid', 'profile', 'email', 'phone', 'address']

let client: TestClient
let ada: SignedInPerson
let access: string

beforeAll(async () => {
  client = await registerClient({ scopes: EVERY_SCOPE })
  ada = await signedInPerson(PERSON)
  access = (await newTokens(client, ada, { details: { scope: EVERY_SCOPE } })).access
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function ask(token: string | undefined, url = URLS[0] ?? '', init: RequestInit = {}) {
  const headers = { ...(token !== undefined && { Authorization: `Bearer ${token}` }) }
  const response = await exports.default.fetch(url, { headers, ...init })
  const text = await response.text()
  const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>
  return {
    status: response.status,
    headers: response.headers,
    challenge: response.headers.get('WWW-Authenticate') ?? '',
    body,
  }
}

const formOf = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
})

describe.each(URLS)('%s', (url) => {
  it('answers every claim that the scopes stand for, none null or empty (catalogue A9)', async () => {
    const answer = await ask(access, url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('application/json')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.body).toEqual({
      sub: ada.sub,
      ...PERSON,
      email: ada.email,
      updated_at: expect.any(Number),
    })
  })

  it.each<{ name: string; init: () => RequestInit }>([
    {
      name: 'by POST with the header',
      init: () => ({ method: 'POST', headers: { Authorization: `Bearer ${access}` } }),
    },
    { name: 'by POST with the form', init: () => formOf({ access_token: access }) },
    {
      name: 'under the scheme in any case',
      init: () => ({ headers: { Authorization: `bearer ${access}` } }),
    },
  ])('answers $name (OpenID Connect Core §5.3.1)', async ({ init }) => {
    expect(await ask(undefined, url, init())).toMatchObject({
      status: 200,
      body: { sub: ada.sub },
    })
  })

  it.each<{ name: string; init?: () => RequestInit; query?: () => string }>([
    { name: 'nothing' },
    { name: 'the token in the URL', query: () => `?access_token=${access}` },
    { name: 'Basic', init: () => ({ headers: { Authorization: `Basic ${access}` } }) },
    { name: 'a cookie', init: () => ({ headers: { Cookie: `access_token=${access}` } }) },
  ])(
    '$name is 401, and not told more than how to ask (RFC 6750 §3.1, catalogue 154)',
    async ({ init = () => ({}), query = () => '' }) => {
      const answer = await ask(undefined, `${url}${query()}`, init())
      expect(answer.status).toBe(401)
      expect(answer.challenge).toBe(
        `Bearer realm="${ISSUER}", DPoP algs="ES256 EdDSA Ed25519 PS256"`,
      )
      expect(answer.body).toEqual({})
    },
  )

  it('the token in two places is invalid_request (RFC 6750 §2, catalogue 154)', async () => {
    const init = formOf({ access_token: access }, { Authorization: `Bearer ${access}` })
    const answer = await ask(undefined, url, init)
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(answer.challenge).toContain('error="invalid_request"')
  })

  it('takes nothing but GET and POST', async () => {
    const answer = await ask(access, url, { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe('GET, POST')
  })
})

describe('a token', () => {
  const invalid = { status: 401, body: { error: 'invalid_token' } }
  const encode = (value: object) => base64url(utf8(JSON.stringify(value)))

  it('without openid is insufficient_scope (RFC 6750 §3.1, catalogue 154)', async () => {
    const { access: bare } = await newTokens(client, ada, { details: { scope: ['email'] } })
    const answer = await ask(bare)
    expect(answer).toMatchObject({ status: 403, body: { error: 'insufficient_scope' } })
    expect(answer.challenge).toContain('error="insufficient_scope"')
    expect(answer.challenge).toContain('scope="openid"')
  })

  it('for another resource is refused (RFC 9068 §4, catalogue 154)', async () => {
    const resource = ['https://api.example']
    const { access: theirs } = await newTokens(client, ada, { details: { resource } })
    expect(claimsIn(theirs)['aud']).toBe('https://api.example')
    expect(await ask(theirs)).toMatchObject(invalid)
  })

  it('that has expired is refused, to the second (catalogue 154)', async () => {
    const { exp } = claimsIn(access)
    vi.setSystemTime((Number(exp) - 1) * 1000)
    expect((await ask(access)).status).toBe(200)
    vi.setSystemTime(Number(exp) * 1000)
    const answer = await ask(access)
    expect(answer).toMatchObject(invalid)
    expect(answer.challenge).toContain('error="invalid_token"')
  })

  it.each<{ name: string; make: () => Promise<string> }>([
    { name: 'an ID token', make: async () => (await newTokens(client, ada)).id },
    {
      name: 'a refresh token',
      make: async () => {
        const app = await registerClient()
        return (await newTokens(app, ada)).refresh
      },
    },
    {
      name: 'unsigned',
      make: async () => `${encode({ ...headerOf(access), alg: 'none' })}.${access.split('.')[1]}.`,
    },
    {
      name: 'of an unknown key',
      make: async () =>
        [encode({ ...headerOf(access), kid: 'k' }), ...access.split('.').slice(1)].join('.'),
    },
    { name: 'with typ JWT, though we signed it', make: () => resigned('JWT', {}) },
    { name: 'of another issuer', make: () => resigned('at+jwt', { iss: 'https://evil.example' }) },
    { name: 'without a jti of ours', make: () => resigned('at+jwt', { jti: 'a' }) },
    { name: 'without exp', make: () => resigned('at+jwt', { exp: undefined }) },
  ])('$name is invalid_token, and no object is asked (catalogue 125, 155)', async ({ make }) => {
    const token = await make()
    const asked = logOf('request')
    expect(await ask(token)).toMatchObject(invalid)
    expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
  })

  /** Our good token with other claims, signed by our own key. */
  async function resigned(typ: string, changes: Record<string, unknown>): Promise<string> {
    const key = currentSigningKey(await worldOfRequest().registry.keys(), 'EdDSA')
    return signJwt(key, typ, { ...claimsIn(access), ...changes } as never)
  }

  it('of a client that was deleted is refused', async () => {
    const app = await registerClient()
    const { access: orphan } = await newTokens(app, ada)
    await admin('DELETE', `/oauth/clients/${app.clientId}`)
    expect(await ask(orphan)).toMatchObject(invalid)
  })
})

describe('the claims parameter (OpenID Connect Core §5.5)', () => {
  it('adds claims beyond the scope, and only here', async () => {
    const claims = { userinfo: { phone_number: { essential: true }, website: null } }
    const tokens = await newTokens(client, ada, { details: { scope: ['openid'], claims } })
    expect((await ask(tokens.access)).body).toEqual({
      sub: ada.sub,
      phone_number: PERSON.phone_number,
      website: PERSON.website,
    })
    expect(claimsIn(tokens.id)).not.toHaveProperty('website')
  })

  it('errs over nothing that we do not know', async () => {
    const eve = await signedInPerson()
    const claims = { userinfo: { name: { essential: true }, shoe_size: { value: 38 } } }
    const tokens = await newTokens(client, eve, { details: { scope: ['openid'], claims } })
    expect((await ask(tokens.access)).body).toEqual({ sub: eve.sub })
  })
})
