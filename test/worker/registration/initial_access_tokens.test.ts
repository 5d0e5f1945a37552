import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { admin, auditOf } from '../admin/house.ts'
import { newSigner } from '../support/signing.ts'
import { ISSUER } from '../support/reading_world.ts'
import { leave, MINIMAL, openRegistration, register, registered, send } from './house.ts'

const TOKENS = '/oauth/initial-access-tokens'

beforeAll(async () => {
  await openRegistration({
    registration: 'token',
    scopes: [{ name: 'orders:read', description: 'See your orders' }],
  })
})
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const isRefused = { status: 401, body: { error: 'invalid_token' } }

describe('an initial access token', () => {
  it('is shown once, and audited', async () => {
    const { status, body } = await admin('POST', TOKENS, { description: 'The build server' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ most_clients: 1, clients: 0, description: 'The build server' })
    const token = String(body['initial_access_token'])
    const id = String(body['id'])
    const seen = [await admin('GET', TOKENS), await admin('GET', `${TOKENS}/${id}`)]
    for (const answer of seen) expect(JSON.stringify(answer.body)).not.toContain(token)
    const lines = await auditOf('initial_access_token.created')
    const detail = expect.objectContaining({ id }) as unknown
    expect(lines).toContainEqual(expect.objectContaining({ actor: 'admin', detail }))
    expect(JSON.stringify(lines)).not.toContain(token)
  })

  it('is needed where the tenant says so (RFC 7591 §3), and the answer says how to bring it', async () => {
    const { status, headers } = await register(MINIMAL)
    expect(status).toBe(401)
    expect(headers.get('WWW-Authenticate')).toBe(`Bearer realm="${ISSUER}"`)
  })

  it.each(['', 'made-up', 'a.b.c'])('is not %j', async (token) => {
    const answer = await register(MINIMAL, token)
    expect(answer).toMatchObject(isRefused)
    expect(answer.headers.get('WWW-Authenticate')).toMatch('error="invalid_token"')
  })

  it('is no admin token, and the admin token is none (RFC 6750 §5.3)', async () => {
    const { token } = await leave()
    const asAdmin = await admin('GET', '/tenant', undefined, { Authorization: `Bearer ${token}` })
    expect(asAdmin.status).toBe(401)
    expect(await register(MINIMAL, 'admin-token-for-tests-only')).toMatchObject(isRefused)
  })

  it('works until it expires', async () => {
    const { token } = await leave({ lifetime: 3600, most_clients: 9 })
    vi.setSystemTime(Date.now() + 3_590_000)
    await registered({}, token)
    vi.setSystemTime(Date.now() + 20_000)
    expect(await register(MINIMAL, token)).toMatchObject(isRefused)
  })

  it('works until it is revoked; whoever has come by it stays', async () => {
    const { id, token } = await leave({ most_clients: 9 })
    const { uri, token: own } = await registered({}, token)
    expect((await admin('DELETE', `${TOKENS}/${id}`)).status).toBe(204)
    expect((await admin('DELETE', `${TOKENS}/${id}`)).status).toBe(404)
    expect(await register(MINIMAL, token)).toMatchObject(isRefused)
    expect((await send('GET', uri, { token: own })).status).toBe(200)
    expect((await auditOf('initial_access_token.revoked'))[0]).toMatchObject({ detail: { id } })
  })

  it('registers as many clients as it says and not one more, however many ask at once', async () => {
    const { id, token } = await leave({ most_clients: 3 })
    const answers = await Promise.all(Array.from({ length: 8 }, () => register(MINIMAL, token)))
    const statuses = answers.map(({ status }) => String(status)).toSorted()
    expect(statuses).toEqual(['201', '201', '201', '401', '401', '401', '401', '401'])
    expect((await admin('GET', `${TOKENS}/${id}`)).body).toMatchObject({ clients: 3 })
  })

  it('is not given back by a client that is deleted', async () => {
    const { token } = await leave()
    const { uri, token: own } = await registered({}, token)
    await send('DELETE', uri, { token: own })
    expect(await register(MINIMAL, token)).toMatchObject(isRefused)
  })
})

describe('what a token says of its clients', () => {
  it('holds unless they say otherwise (defaults)', async () => {
    const { token } = await leave({
      most_clients: 2,
      defaults: { require_signed_request_object: false, assertion_audience: 'oidc' },
    })
    const silent = await registered({}, token)
    expect(silent.body['require_signed_request_object']).toBe(false)
    const { body } = await admin('GET', `/oauth/clients/${silent.clientId}`)
    expect(body['assertion_audience']).toBe('oidc')
    const said = await registered({ require_signed_request_object: true }, token)
    expect(said.body['require_signed_request_object']).toBe(true)
  })

  it('holds whatever they say (forced), also when they change', async () => {
    const { token } = await leave({ forced: { dpop_bound_access_tokens: true, consent: 'always' } })
    const wanted = { dpop_bound_access_tokens: false, consent: 'skip' }
    const { clientId, uri, token: own, body } = await registered(wanted, token)
    expect(body['dpop_bound_access_tokens']).toBe(true)
    const put = { ...MINIMAL, client_id: clientId, ...wanted }
    const changed = await send('PUT', uri, { token: own, body: put })
    expect(changed).toMatchObject({ status: 200, body: { dpop_bound_access_tokens: true } })
    const seen = await admin('GET', `/oauth/clients/${clientId}`)
    expect(seen.body['consent']).toBe('always')
  })

  it('holds its clients to a profile, which fills in what they leave out', async () => {
    const { token } = await leave({ most_clients: 3, forced: { profile: 'fapi2-security' } })
    const { publicJwk } = await newSigner('EdDSA', 'a-key')
    const jwks = { keys: [publicJwk] }
    const { body, clientId } = await registered({ jwks }, token)
    expect(body).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
    })
    const seen = await admin('GET', `/oauth/clients/${clientId}`)
    expect(seen.body['profile']).toBe('fapi2-security')
    const weaker = { ...MINIMAL, jwks, require_pushed_authorization_requests: false }
    expect(await register(weaker, token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    })
  })

  it('bounds scopes and grants, at registration and ever after', async () => {
    const { token } = await leave({ most_clients: 9, scopes: ['openid', 'orders:read'] })
    const { clientId, uri, token: own, body } = await registered({}, token)
    expect(body['scope']).toBe('openid orders:read')
    for (const beyond of [{ scope: 'openid email' }, { grant_types: ['client_credentials'] }]) {
      const [member] = Object.keys(beyond)
      const refusal = {
        status: 400,
        body: {
          error: 'invalid_client_metadata',
          error_description: expect.stringMatching(`^${member}`),
        },
      }
      const wanted = {
        response_types: [],
        ...('scope' in beyond && { response_types: ['code'] }),
        ...MINIMAL,
        ...beyond,
      }
      expect(await register(wanted, token)).toMatchObject(refusal)
      const put = { ...wanted, client_id: clientId }
      expect(await send('PUT', uri, { token: own, body: put })).toMatchObject(refusal)
    }
  })

  it('lets clients be of its own kind: a machine, with the scopes of an API', async () => {
    const { token } = await leave({
      scopes: ['openid', 'orders:read'],
      grant_types: ['client_credentials'],
    })
    const { body } = await registered(
      { redirect_uris: [], grant_types: ['client_credentials'], response_types: [] },
      token,
    )
    expect(body['scope']).toBe('orders:read')
  })

  it.each([
    {
      name: 'a scope that the tenant does not have',
      given: { scopes: ['nothing'] },
      field: 'scopes',
    },
    {
      name: 'consent that is skipped',
      given: { forced: { consent: 'skip' } },
      field: 'forced.consent',
    },
    {
      name: 'tokens of everybody',
      given: { defaults: { introspect_any: true } },
      field: 'defaults.introspect_any',
    },
    { name: 'a life of more than a year', given: { lifetime: 32_000_000 }, field: 'lifetime' },
  ])('is never $name', async ({ given, field }) => {
    const { status, body } = await admin('POST', TOKENS, given)
    expect({ status, field: body['field'] }).toEqual({ status: 400, field })
  })
})

it('lists tokens a page at a time', async () => {
  for (let made = 0; made < 3; made++) await leave()
  const first = await admin('GET', `${TOKENS}?limit=2`)
  expect((first.body['items'] as unknown[]).length).toBe(2)
  const next = await admin('GET', `${TOKENS}?limit=100&cursor=${String(first.body['next_cursor'])}`)
  expect(JSON.stringify(next.body['items'])).not.toContain(
    (first.body['items'] as { id: string }[])[0]?.id,
  )
})
