import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { admin, auditOf } from '../admin/house.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { MINIMAL, openRegistration, registered, send, type Registered } from './house.ts'

beforeAll(() => openRegistration())

const isRefused = { status: 401, body: { error: 'invalid_token' } }

const put = (own: Registered, changes: Record<string, unknown> = {}) =>
  send('PUT', own.uri, {
    token: own.token,
    body: { ...MINIMAL, client_id: own.clientId, ...changes },
  })

describe('reading (RFC 7592 §2.1)', () => {
  it('answers what was registered, and the token that was sent, but no secret', async () => {
    const own = await registered({ initiate_login_uri: 'https://rp.amphora.test/start' })
    const { status, body } = await send('GET', own.uri, { token: own.token })
    expect(status).toBe(200)
    const { client_secret: _, client_secret_expires_at: __, ...rest } = own.body
    expect(body).toEqual(rest)
    expect(body['initiate_login_uri']).toBe('https://rp.amphora.test/start')
  })

  it('is for the client’s own token alone', async () => {
    const [own, other] = [await registered(), await registered()]
    for (const token of [other.token, 'made-up', own.token.slice(0, -1)]) {
      expect(await send('GET', own.uri, { token })).toMatchObject(isRefused)
    }
    const none = await send('GET', own.uri)
    expect(none.status).toBe(401)
    expect(none.headers.get('WWW-Authenticate')).toBe(`Bearer realm="${ISSUER}"`)
  })

  it('answers one and the same where there is no such client, or it did not register itself', async () => {
    const own = await registered()
    const { body } = await admin('POST', '/oauth/clients', MINIMAL)
    for (const clientId of ['client_made-up', String(body['client_id'])]) {
      const uri = `${ISSUER}/oauth/register/${clientId}`
      const answer = await send('GET', uri, { token: own.token })
      expect(answer).toMatchObject(isRefused)
      expect(answer.body).toEqual((await send('GET', own.uri, { token: 'made-up' })).body)
    }
  })

  it('ends where an operator disables the client', async () => {
    const own = await registered()
    await admin('PATCH', `/oauth/clients/${own.clientId}`, { disabled: true })
    expect(await send('GET', own.uri, { token: own.token })).toMatchObject(isRefused)
    expect(await put(own)).toMatchObject(isRefused)
  })
})

describe('replacing (RFC 7592 §2.2)', () => {
  it('"MUST replace, not augment": what is left out goes back to its default', async () => {
    const own = await registered({
      client_name: 'A shop',
      logo_uri: 'https://rp.amphora.test/l.png',
    })
    const { status, body } = await put(own, { client_name: 'Another shop' })
    expect(status).toBe(200)
    expect(body['client_name']).toBe('Another shop')
    expect(body).not.toHaveProperty('logo_uri')
    expect(body).toMatchObject({
      registration_access_token: own.token,
      registration_client_uri: own.uri,
    })
    // Lines of one second stand in no order.
    expect(await auditOf('client.updated')).toContainEqual(
      expect.objectContaining({ actor: `client:${own.clientId}` }),
    )
  })

  it.each([
    { name: 'no client_id', changes: { client_id: undefined }, member: 'client_id' },
    { name: 'another client_id', changes: { client_id: 'client_other' }, member: 'client_id' },
    {
      name: 'a secret of its own choice',
      changes: { client_secret: 'secret_mine' },
      member: 'client_secret',
    },
    {
      name: 'its token',
      changes: { registration_access_token: 'x' },
      member: 'registration_access_token',
    },
    {
      name: 'when it was made',
      changes: { client_id_issued_at: 1 },
      member: 'client_id_issued_at',
    },
    {
      name: 'a fragment',
      changes: { redirect_uris: [`${REDIRECT_URI}#f`] },
      member: 'redirect_uris.0',
    },
  ])('refuses $name, and changes nothing', async ({ changes, member }) => {
    const own = await registered({ client_name: 'A shop' })
    const { status, body } = await put(own, changes)
    expect(status).toBe(400)
    expect(String(body['error_description'])).toMatch(new RegExp(`^${member} `))
    const seen = await send('GET', own.uri, { token: own.token })
    expect(seen.body['client_name']).toBe('A shop')
  })

  it('takes the secret that was issued', async () => {
    const own = await registered()
    expect((await put(own, { client_secret: own.body['client_secret'] })).status).toBe(200)
  })

  it('makes a secret where one is needed now, and drops one that is not', async () => {
    const own = await registered({ token_endpoint_auth_method: 'none' })
    expect(own.body).not.toHaveProperty('client_secret')
    const confidential = await put(own, { token_endpoint_auth_method: 'client_secret_post' })
    expect(confidential.body).toMatchObject({
      client_secret: expect.stringMatching(/^secret_/),
      client_secret_expires_at: 0,
    })
    await put(own, { token_endpoint_auth_method: 'none' })
    const { body } = await admin('GET', `/oauth/clients/${own.clientId}`)
    expect(body['secrets']).toEqual([])
  })

  it('leaves what an operator has decided since as it is', async () => {
    const own = await registered()
    const decided = {
      consent: 'always',
      require_pkce: true,
      scope: 'openid profile',
      description: 'Seen',
    }
    await admin('PATCH', `/oauth/clients/${own.clientId}`, decided)
    await put(own, { consent: 'skip', require_pkce: false, scope: 'openid' })
    const { body } = await admin('GET', `/oauth/clients/${own.clientId}`)
    expect(body).toMatchObject({ ...decided, scope: 'openid' })
  })
})

describe('deleting (RFC 7592 §2.3)', () => {
  it('is 204, and the client and all that it could do is gone', async () => {
    const own = await registered({ token_endpoint_auth_method: 'client_secret_post' })
    const { status, body } = await send('DELETE', own.uri, { token: own.token })
    expect({ status, body }).toEqual({ status: 204, body: {} })
    expect(await send('GET', own.uri, { token: own.token })).toMatchObject(isRefused)
    expect(await send('DELETE', own.uri, { token: own.token })).toMatchObject(isRefused)
    const response = await exports.default.fetch(`${ISSUER}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'x',
        client_id: own.clientId,
        client_secret: String(own.body['client_secret']),
      }),
    })
    expect(response.status).toBe(401)
    expect(await auditOf('client.deleted')).toContainEqual(
      expect.objectContaining({ client_id: own.clientId }),
    )
  })
})

it('is bounded for each client', async () => {
  const own = await registered()
  const limit = vi.spyOn(env.REFUSALS, 'limit').mockResolvedValue({ success: false })
  expect((await put(own)).status).toBe(429)
  expect(limit).toHaveBeenCalledWith({ key: `registration|${own.clientId}` })
  limit.mockRestore()
  expect((await put(own)).status).toBe(200)
})

it('goes on where registration is closed, for those who are here already', async () => {
  const own = await registered()
  await admin('PATCH', '/tenant', { registration: 'off' })
  expect((await put(own)).status).toBe(200)
  await openRegistration()
})

it('takes GET, PUT and DELETE alone, and says so', async () => {
  const { uri } = await registered()
  const response = await exports.default.fetch(uri, { method: 'POST' })
  expect(response.status).toBe(405)
  expect(response.headers.get('Allow')).toBe('GET, PUT, DELETE')
})
