import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import injection from '../../vectors/client-metadata-injection.json'
import mutations from '../../vectors/redirect-uri-mutations.json'
import { admin, auditOf } from '../admin/house.ts'
import { REDIRECT_URI } from '../support/reading_world.ts'
import { leave, MINIMAL, openRegistration, register, REGISTER, registered } from './house.ts'

let token: string

beforeAll(async () => {
  await openRegistration()
  token = (await leave({ most_clients: 1000 })).token
})

describe('a registration (RFC 7591 §3.2.1)', () => {
  it('is 201 with a client_id, a secret and all that was registered', async () => {
    const { status, headers, body } = await register({ ...MINIMAL, client_name: 'A shop' }, token)
    expect(status).toBe(201)
    expect(headers.get('Content-Type')).toMatch('application/json')
    expect(body).toEqual({
      client_id: expect.stringMatching(/^client_[\w-]{30}$/),
      client_id_issued_at: expect.any(Number),
      client_secret: expect.stringMatching(/^secret_[\w-]{43}$/),
      client_secret_expires_at: 0,
      registration_access_token: expect.stringMatching(/^registration_[\w-]{43}$/),
      registration_client_uri: `${REGISTER}/${String(body['client_id'])}`,
      client_name: 'A shop',
      redirect_uris: [REDIRECT_URI],
      post_logout_redirect_uris: [],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid profile email phone address offline_access',
      application_type: 'web',
      id_token_signed_response_alg: 'RS256',
      request_object_key: 'registered',
      request_object_signing_alg: 'HS256',
      require_signed_request_object: true,
      require_pushed_authorization_requests: false,
      dpop_bound_access_tokens: false,
      subject_type: 'public',
      require_auth_time: false,
    })
  })

  it('leaves a line in the audit, with the client as its actor', async () => {
    const { clientId } = await registered({}, token)
    expect(await auditOf('client.created')).toContainEqual(
      expect.objectContaining({ actor: `client:${clientId}`, client_id: clientId }),
    )
  })

  it('is shown to the operator for what it is, without the hash of its token', async () => {
    const { id, token: another } = await leave()
    const { clientId } = await registered({}, another)
    const { body } = await admin('GET', `/oauth/clients/${clientId}`)
    expect(body['registration']).toEqual({ initial_access_token: id })
    expect(JSON.stringify(body)).not.toMatch(/tokenHash|forced/)
  })

  it('may be read by pages of any origin, whose cookies never count', async () => {
    const headers = { Origin: 'https://spa.example', 'Access-Control-Request-Method': 'POST' }
    const response = await exports.default.fetch(REGISTER, { method: 'OPTIONS', headers })
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(response.headers.has('Access-Control-Allow-Credentials')).toBe(false)
  })
})

describe('metadata that we do not know (RFC 7591 §2: "MUST ignore")', () => {
  it('is ignored', async () => {
    const { body } = await registered(
      { software_version: '2', tls_client_auth_san_dns: ['x'] },
      token,
    )
    expect(body).not.toHaveProperty('software_version')
  })

  const { unknown, server_set } = injection.mass_assignment
  it('gives a client no power that only an operator gives (CWE-915)', async () => {
    const given: unknown = JSON.parse(
      JSON.stringify({ ...unknown, ...server_set, ...MINIMAL }).replace(
        '{',
        '{"__proto__":{"a":1},',
      ),
    )
    const { status, body } = await register(
      { ...(given as object), consent: 'skip', introspect_any: true, require_pkce: false },
      token,
    )
    expect(status, JSON.stringify(body)).toBe(201)
    const seen = await admin('GET', `/oauth/clients/${String(body['client_id'])}`)
    expect(seen.body).toMatchObject({
      consent: 'remember',
      introspect_any: false,
      disabled: false,
      refresh_token_rotation: 'rotate',
      assertion_audience: 'issuer',
      request_object_profile: 'strict',
    })
    expect(seen.body['client_id']).not.toBe((server_set as Record<string, unknown>)['client_id'])
  })

  it('is a member that is null', async () => {
    const { body } = await registered({ logo_uri: null, grant_types: null }, token)
    expect(body['grant_types']).toEqual(['authorization_code'])
  })
})

describe('metadata that is refused (RFC 7591 §3.2.2)', () => {
  it.each(mutations.registration_must_reject.filter(Boolean))(
    'is the redirect URI %s',
    async (uri) => {
      const { status, body } = await register({ redirect_uris: [uri] }, token)
      expect(status).toBe(400)
      expect(body['error']).toMatch(/^invalid_(redirect_uri|client_metadata)$/)
    },
  )

  it.each([
    {
      given: { redirect_uris: ['https://rp.test/cb#f'] },
      error: 'invalid_redirect_uri',
      member: 'redirect_uris.0',
    },
    {
      given: { redirect_uris: 'https://rp.test/cb' },
      error: 'invalid_redirect_uri',
      member: 'redirect_uris',
    },
    { given: { redirect_uris: [] }, error: 'invalid_redirect_uri', member: 'redirect_uris' },
    {
      given: { response_types: ['token'] },
      error: 'invalid_client_metadata',
      member: 'response_types',
    },
    {
      given: { grant_types: ['password'] },
      error: 'invalid_client_metadata',
      member: 'grant_types',
    },
    {
      given: { token_endpoint_auth_method: 'tls_client_auth' },
      error: 'invalid_client_metadata',
      member: 'token_endpoint_auth_method',
    },
    {
      given: { jwks_uri: 'https://127.0.0.1/jwks' },
      error: 'invalid_client_metadata',
      member: 'jwks_uri',
    },
    {
      given: { logo_uri: 'javascript:alert(1)' },
      error: 'invalid_client_metadata',
      member: 'logo_uri',
    },
    {
      given: { client_name: 'A\u202eshop' },
      error: 'invalid_client_metadata',
      member: 'client_name',
    },
    { given: { scope: 'openid everything' }, error: 'invalid_client_metadata', member: 'scope' },
    {
      given: { initiate_login_uri: 'http://rp.test/start' },
      error: 'invalid_client_metadata',
      member: 'initiate_login_uri',
    },
    { given: { subject_type: 'none' }, error: 'invalid_client_metadata', member: 'subject_type' },
  ])('is named: $member', async ({ given, error, member }) => {
    const { status, body } = await register({ ...MINIMAL, ...given }, token)
    expect({ status, error: body['error'] }).toEqual({ status: 400, error })
    expect(String(body['error_description']).split(' ')[0]).toMatch(member)
  })

  it.each([
    { name: 'no JSON', type: 'application/json', body: '{' },
    { name: 'a list', type: 'application/json', body: '[]' },
    { name: 'a form', type: 'application/x-www-form-urlencoded', body: 'redirect_uris=x' },
  ])('is $name', async ({ type, body }) => {
    const headers = { 'Content-Type': type, Authorization: `Bearer ${token}` }
    const response = await exports.default.fetch(REGISTER, { method: 'POST', headers, body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' })
  })

  it('is a body of more than 64 KiB', async () => {
    const { status } = await register({ ...MINIMAL, extra: 'x'.repeat(70_000) }, token)
    expect(status).toBe(413)
  })

  it('costs the token nothing', async () => {
    const { id, token: once } = await leave()
    await register({ redirect_uris: ['https://rp.test/cb#f'] }, once)
    const { body } = await admin('GET', `/oauth/initial-access-tokens/${id}`)
    expect(body['clients']).toBe(0)
  })
})

it('takes POST alone, and says so', async () => {
  const response = await exports.default.fetch(REGISTER)
  expect(response.status).toBe(405)
  expect(response.headers.get('Allow')).toBe('POST')
})
