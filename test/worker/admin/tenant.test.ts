import { describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src/spec/client_metadata.ts'
import { admin, auditOf, register } from './house.ts'

describe('the settings', () => {
  it('are read with their defaults', async () => {
    const { body } = await admin('GET', '/tenant')
    expect(body).toMatchObject({
      issuer: 'https://op.amphora.test',
      oauth_enabled: true,
      signed_requests: 'required',
      authorization_code_lifetime: 60,
    })
  })

  it('are changed field by field', async () => {
    const scopes = [{ name: 'orders:read', description: 'See your orders' }]
    const { status, body } = await admin('PATCH', '/tenant', { name: 'Amphora Test', scopes })
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Amphora Test', scopes })
    expect((await register({ scopes: ['openid', 'orders:read'] })).status).toBe(201)
    expect((await auditOf('tenant.updated'))[0]).toMatchObject({
      detail: { fields: ['name', 'scopes'] },
    })
  })

  it.each([
    { field: 'authorization_code_lifetime', value: 601 },
    { field: 'authorization_code_lifetime', value: 0 },
    { field: 'refresh_token_grace', value: 61 },
    { field: 'request_object_max_age', value: 3601 },
    { field: 'access_token_lifetime', value: 86_401 },
    { field: 'access_token_lifetime', value: '300' },
    { field: 'access_token_lifetime', value: 300.5 },
    { field: 'signed_requests', value: 'never' },
    { field: 'oauth_enabled', value: 'no' },
    { field: 'name', value: '' },
    { field: 'name', value: 'A\u202eB' },
    { field: 'epoch', value: 0 },
    { field: 'issuer', value: 'https://evil.test' },
    { field: 'listedClientIds', value: [] },
    { field: 'session_idle_lifetime', value: 31_536_000 },
    { field: 'scopes', value: [{ name: 'openid', description: 'Twice' }] },
  ])('refuse $value as $field', async ({ field, value }) => {
    const { status, body } = await admin('PATCH', '/tenant', { [field]: value })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field })
  })

  const orders = {
    resource: 'https://orders.example/api',
    name: 'Orders',
    scopes: ['orders:read'],
    access_token_lifetime: 600,
    access_token_signing_alg: 'RS256',
  }

  it('hold the APIs that tokens are made for (RFC 8707)', async () => {
    await admin('PATCH', '/tenant', {
      scopes: [
        { name: 'orders:read', description: 'See your orders' },
        { name: 'stock', description: 'See the stock' },
      ],
    })
    const resource_servers = [{ ...orders, client_id: 'client_orders' }]
    const { status, body } = await admin('PATCH', '/tenant', { resource_servers })
    expect(status).toBe(200)
    expect(body).toMatchObject({ resource_servers })
    const withoutScopes = await admin('PATCH', '/tenant', { scopes: [] })
    expect(withoutScopes).toMatchObject({ status: 400, body: { field: 'resource_servers' } })
  })

  it.each<{ name: string; servers: object[]; field?: string }>([
    { name: 'whose resource has a fragment', servers: [{ ...orders, resource: 'urn:a#b' }] },
    { name: 'whose resource is no absolute URI', servers: [{ ...orders, resource: '/orders' }] },
    {
      name: 'whose resource is the issuer',
      servers: [{ ...orders, resource: 'https://op.amphora.test' }],
    },
    { name: 'twice', servers: [orders, { ...orders, scopes: ['stock'] }] },
    { name: 'with a scope of another', servers: [orders, { ...orders, resource: 'urn:orders' }] },
    { name: 'with a scope that there is not', servers: [{ ...orders, scopes: ['openid'] }] },
    {
      name: 'without a scope',
      servers: [{ ...orders, scopes: [] }],
      field: 'resource_servers.0.scopes',
    },
    {
      name: 'with tokens for more than a day',
      servers: [{ ...orders, access_token_lifetime: 86_401 }],
      field: 'resource_servers.0.access_token_lifetime',
    },
    {
      name: 'with tokens that nobody can sign',
      servers: [{ ...orders, access_token_signing_alg: 'HS256' }],
      field: 'resource_servers.0.access_token_signing_alg',
    },
  ])('hold no API $name', async ({ servers, field = 'resource_servers' }) => {
    const { status, body } = await admin('PATCH', '/tenant', { resource_servers: servers })
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_request', field })
  })

  it('are changed only as they were read where If-Match says so', async () => {
    const read = (await admin('GET', '/tenant')).headers.get('ETag') ?? ''
    const patch = { default_locale: 'en' }
    expect((await admin('PATCH', '/tenant', patch, { 'If-Match': read })).status).toBe(200)
    expect((await admin('PATCH', '/tenant', patch, { 'If-Match': read })).status).toBe(412)
  })

  it('count how often everybody was signed out', async () => {
    const before = (await admin('GET', '/tenant')).body.epoch as number
    const { body } = await admin('POST', '/tenant/sign-everybody-out')
    expect(body.epoch).toBe(before + 1)
    expect(await auditOf('tenant.everybody_signed_out')).toHaveLength(1)
  })
})

describe('the keys', () => {
  type Key = { kid: string; alg: string; state: string; public_jwk: Record<string, unknown> }
  const keys = async (): Promise<Key[]> => (await admin('GET', '/keys')).body.items as Key[]

  it('are listed without a private member (ASVS 14.2, catalogue 209)', async () => {
    const items = await keys()
    expect(new Set(items.map((key) => key.alg))).toEqual(new Set(SIGNING_ALGORITHMS))
    for (const { public_jwk } of items) {
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) {
        expect(public_jwk).not.toHaveProperty(member)
      }
    }
    expect(JSON.stringify(items)).not.toContain('sealed')
  })

  it('are rotated, and in an emergency revoked at once', async () => {
    const current = (items: Key[]) =>
      items.find((key) => key.alg === 'EdDSA' && key.state === 'current')?.kid
    const before = current(await keys())
    expect((await admin('POST', '/keys/EdDSA/rotate')).status).toBe(200)
    const { body } = await admin('POST', '/keys/EdDSA/rotate', { revoke: true })
    const after = body.items as Key[]
    expect(current(after)).not.toBe(before)
    expect(after.map((key) => key.kid)).not.toContain(before)
    expect((await auditOf('key.rotated'))[0]).toMatchObject({ detail: { alg: 'EdDSA' } })
  })

  it.each(['HS256', 'none', 'ES512'])('of %s there are none to rotate', async (alg) => {
    expect((await admin('POST', `/keys/${alg}/rotate`)).status).toBe(404)
  })
})
