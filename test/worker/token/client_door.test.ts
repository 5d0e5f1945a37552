/** Who is let in to the endpoints of the back channel: catalogue A4. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  postAs,
  registerClient,
  registerKeyClient,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import type { Signer } from '../support/signing.ts'
import {
  invalidGrant,
  logOf,
  newCode,
  signedInPerson,
  type SignedInPerson,
} from '../support/signed_in.ts'

const TOKEN = `${ISSUER}/oauth/token`
const ENDPOINTS = ['/oauth/token', '/oauth/introspect', '/oauth/revoke', '/oauth/par'] as const

let client: TestClient
let keyed: TestClient & { signer: Signer }
let ada: SignedInPerson

beforeAll(async () => {
  client = await registerClient()
  keyed = await registerKeyClient()
  ada = await signedInPerson()
})

afterEach(() => vi.restoreAllMocks())

interface Sent {
  path?: string
  fields?: Record<string, string>
  authorization?: string
  ip?: string
}

async function send({ path = '/oauth/token', fields = {}, authorization, ip = '' }: Sent) {
  const response = await exports.default.fetch(`${ISSUER}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'none', ...fields }),
    headers: {
      ...(authorization !== undefined && { Authorization: authorization }),
      ...(ip && { 'CF-Connecting-IP': ip }),
    },
  })
  const text = await response.text()
  const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body }
}

const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`
const invalidClient = { status: 401, body: { error: 'invalid_client' } }

const assertionClaims = (changes: Record<string, unknown> = {}) => {
  const now = Math.floor(Date.now() / 1000)
  const { clientId } = keyed
  const jti = randomToken()
  return { iss: clientId, sub: clientId, aud: ISSUER, iat: now, exp: now + 60, jti, ...changes }
}

const asserted = (assertion: string) => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
})

const assert = async (changes?: Record<string, unknown>, header?: object) =>
  send({ fields: asserted(await keyed.signer.sign(assertionClaims(changes), header)) })

describe('a client assertion', () => {
  it('lets the client in', async () => {
    expect(await assert()).toMatchObject(invalidGrant)
  })

  it.each<{ name: string; claims?: Record<string, unknown>; header?: object }>([
    { name: 'for the token endpoint', claims: { aud: TOKEN } },
    { name: 'for a list', claims: { aud: [ISSUER] } },
    { name: 'for another server', claims: { aud: 'https://other.example' } },
    { name: 'of another issuer', claims: { iss: 'somebody' } },
    { name: 'without jti', claims: { jti: undefined } },
    { name: 'without exp', claims: { exp: undefined } },
    { name: 'of an hour', claims: { exp: Math.floor(Date.now() / 1000) + 3600 } },
    { name: 'that has expired', claims: { exp: Math.floor(Date.now() / 1000) - 60 } },
    { name: 'that is an access token', header: { typ: 'at+jwt' } },
    { name: 'that is a request object', header: { typ: 'oauth-authz-req+jwt' } },
    { name: 'signed with none', header: { alg: 'none' } },
  ])('$name is invalid_client (catalogue 84)', async ({ claims, header }) => {
    expect(await assert(claims, header)).toMatchObject(invalidClient)
  })

  it('of 100 at once lets one in (GHSA-3p3g-vpw6-4w66, catalogue 85)', async () => {
    const fields = asserted(await keyed.signer.sign(assertionClaims()))
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => send({ fields, ip: `192.0.2.${index}` })),
    )
    const [passed, refused] = [
      answers.filter(({ status }) => status === 400),
      answers.filter(({ status }) => status === 401),
    ]
    expect([passed.length, refused.length]).toEqual([1, 99])
    expect(passed[0]).toMatchObject(invalidGrant)
  })
})

describe('a method that is not the registered one', () => {
  it('a secret for a client with a key is invalid_client (catalogue 86)', async () => {
    const authorization = basic(keyed.clientId, client.secret)
    expect(await send({ authorization })).toMatchObject(invalidClient)
  })

  it('the secret in the body for client_secret_basic is invalid_client (catalogue 86)', async () => {
    const fields = { client_id: client.clientId, client_secret: client.secret }
    expect(await send({ fields })).toMatchObject(invalidClient)
  })

  it.each([
    { name: 'a secret', fields: { client_secret: 's' } },
    { name: 'an assertion', fields: asserted('a.b.c') },
  ])(
    'the header and $name are invalid_request (RFC 6749 §2.3, catalogue 87)',
    async ({ fields }) => {
      const answer = await send({ authorization: basic(client.clientId, client.secret), fields })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    },
  )

  it('a secret of a public client is invalid_client (catalogue 89)', async () => {
    const app = await registerClient({ token_endpoint_auth_method: 'none' })
    const fields = { client_id: app.clientId, client_secret: 'secret_of_nobody' }
    expect(await send({ fields })).toMatchObject(invalidClient)
    expect(await send({ fields: { client_id: app.clientId } })).toMatchObject(invalidGrant)
  })
})

describe.each(ENDPOINTS)('%s', (path) => {
  it('refuses a client that shows nothing (better-auth#9576, catalogue 88)', async () => {
    const fields = { client_id: client.clientId, token: 'a' }
    const answer = await send({ path, fields })
    expect(answer).toMatchObject(invalidClient)
    expect(answer.headers.has('WWW-Authenticate')).toBe(false)
  })

  it('says how to authenticate where the header was tried (RFC 6749 §5.2, catalogue 88)', async () => {
    const answer = await send({ path, authorization: basic(client.clientId, 'secret_wrong') })
    expect(answer).toMatchObject(invalidClient)
    expect(answer.headers.get('WWW-Authenticate')).toBe(`Basic realm="${ISSUER}"`)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  it('answers the same for a client that does not exist', async () => {
    const wrong = await send({ path, authorization: basic(client.clientId, 'secret_wrong') })
    const unknown = await send({ path, authorization: basic('client_unknown', 'secret_wrong') })
    expect(unknown.body).toEqual(wrong.body)
  })

  it.each(['client_secret', 'token', 'code', 'client_assertion'])(
    'refuses %s in the URL, and does not log it (catalogue 91)',
    async (name) => {
      const written = vi.spyOn(console, 'log')
      const authorization = basic(client.clientId, client.secret)
      const answer = await send({ path: `${path}?${name}=hidden-value`, authorization })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      expect(JSON.stringify(written.mock.calls)).not.toContain('hidden-value')
    },
  )

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('takes no %s (catalogue 96)', async (method) => {
    const answer = await exports.default.fetch(`${ISSUER}${path}`, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe('POST')
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })

  it.each([
    { name: 'JSON', type: 'application/json', body: '{}', status: 400 },
    { name: 'multipart', type: 'multipart/form-data; boundary=x', body: '--x--', status: 400 },
    { name: 'a parameter twice', body: 'token=a&token=b', status: 400 },
    { name: '10 MiB', body: `token=${'a'.repeat(10 * 1024 * 1024)}`, status: 413 },
  ])('refuses $name (catalogue 96)', async ({ type, body, status }) => {
    const answer = await exports.default.fetch(`${ISSUER}${path}`, {
      method: 'POST',
      body,
      headers: {
        Authorization: basic(client.clientId, client.secret),
        'Content-Type': type ?? 'application/x-www-form-urlencoded',
      },
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
  })

  it('survives 10,000 parameters (catalogue 96)', async () => {
    const many = Array.from({ length: 8000 }, (_, index) => [`p${index}`, '1'])
    const answer = await send({ path, fields: Object.fromEntries(many) })
    expect([401, 413]).toContain(answer.status)
  })
})

describe('guessing', () => {
  it('is slowed down by client and address, and locks nobody out (ASVS 6.3.1, catalogue 93)', async () => {
    const app = await registerClient()
    const code = await newCode(app, ada)
    const wrong = { authorization: basic(app.clientId, 'secret_wrong'), ip: '198.51.100.7' }
    let answer = await send(wrong)
    expect(answer.status).toBe(401)
    // A minute may end meanwhile, and the count begin anew: then it takes as many again.
    for (let tries = 0; tries < 130 && answer.status === 401; tries++) answer = await send(wrong)
    const tooMany = answer
    expect(tooMany.status).toBe(429)
    expect(tooMany.headers.get('Retry-After')).toBe('60')
    expect(tooMany.body).toMatchObject({ retryable: true })

    const right = { authorization: basic(app.clientId, app.secret) }
    expect((await send({ ...right, ip: '198.51.100.7' })).status).toBe(400)
    const elsewhere = await send({ ...wrong, ip: '203.0.113.9' })
    expect(elsewhere.status).toBe(401)
    const redeemed = await postAs(app, '/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
    })
    expect(redeemed.status).toBe(200)
  })

  it('is in the log, with the client and without what was guessed', async () => {
    const failed = logOf('client_authentication_failed')
    await send({ authorization: basic(client.clientId, 'secret_guessed') })
    expect(failed()).toMatchObject([
      { client_id: client.clientId, key: 'client_authentication_failed', cause: 'secret' },
    ])
    expect(JSON.stringify(failed())).not.toContain('guessed')
  })

  it('writes nothing into the log that a stranger chose (catalogue 219)', async () => {
    const failed = logOf('client_authentication_failed')
    await send({ authorization: basic('a\nb {"event":"forged"}', 'x') })
    expect(failed()).toMatchObject([{ client_id: '' }])
  })
})

describe('the door of every endpoint', () => {
  it('is closed while oauth_enabled is false, save for metadata (catalogue A12)', async () => {
    await admin('PATCH', '/tenant', { oauth_enabled: false })
    for (const path of [...ENDPOINTS, '/oauth/userinfo', '/api/sso/v1/me']) {
      const answer = await send({ path, authorization: basic(client.clientId, client.secret) })
      expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
    }
    for (const path of ['openid-configuration', 'oauth-authorization-server', 'jwks.json']) {
      expect((await exports.default.fetch(`${ISSUER}/.well-known/${path}`)).status).toBe(200)
    }
    await admin('PATCH', '/tenant', { oauth_enabled: true })
    expect(await send({ authorization: basic(client.clientId, client.secret) })).toMatchObject(
      invalidGrant,
    )
  })

  it('tells what was wrong, how to mend it, and whether to try again', async () => {
    const { body } = await send({ authorization: basic(client.clientId, client.secret) })
    expect(body).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringMatching(/^[\x20-\x7e]+$/),
      error_uri: `${ISSUER}/errors#refresh_token_invalid`,
      retryable: false,
    })
  })
})
