/** `/api/sso/v1/upstreams`: providers set up, changed and taken away by an operator. */
import { describe, expect, it } from 'vitest'
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from './house.ts'

const google = {
  kind: 'google',
  client_id: '407408718192.apps',
  client_secret: 'GOCSPX-of-the-tests',
}

describe('a provider', () => {
  it('is set up with what its kind brings, and says which redirect URI to register', async () => {
    const made = await admin('POST', '/upstreams', { id: 'google', ...google })
    expect(made.status).toBe(201)
    expect(made.headers.get('Location')).toMatch(/\/api\/sso\/v1\/upstreams\/google$/)
    expect(made.body).toMatchObject({
      id: 'google',
      name: 'Google',
      issuer: 'https://accounts.google.com',
      enabled: true,
      sign_up: 'link_only',
      trusts_email: [],
      redirect_uri: 'https://op.amphora.test/login/from/google',
    })
    expect((await admin('GET', '/upstreams')).body['items']).toEqual([made.body])
  })

  it('keeps its secret sealed, and never tells it again', async () => {
    await admin('POST', '/upstreams', { id: 'sealed', ...google })
    const answers = await Promise.all([
      admin('GET', '/upstreams/sealed'),
      admin('PATCH', '/upstreams/sealed', { client_secret: 'another-GOCSPX' }),
      admin('GET', '/tenant'),
      admin('GET', '/audit'),
    ])
    expect(JSON.stringify(answers)).not.toContain('GOCSPX')
    expect(answers[2].body).not.toHaveProperty('upstreams')
    const stored = await runInDurableObject(env.TENANT.getByName(MAIN_TENANT), (_tenant, state) =>
      JSON.stringify(state.storage.sql.exec('SELECT record FROM documents').toArray()),
    )
    expect(stored).toContain('sealedSecret')
    expect(stored).not.toContain('GOCSPX')
  })

  it('is changed at the revision that was read, and deleted', async () => {
    const { headers } = await admin('POST', '/upstreams', { id: 'changing', ...google })
    const tag = headers.get('ETag') ?? ''
    const changed = await admin(
      'PATCH',
      '/upstreams/changing',
      { enabled: false, trusts_email: ['acme.example'] },
      { 'If-Match': tag },
    )
    expect(changed.body).toMatchObject({
      enabled: false,
      trusts_email: ['acme.example'],
      name: 'Google',
    })
    expect(
      (await admin('PATCH', '/upstreams/changing', { enabled: true }, { 'If-Match': tag })).status,
    ).toBe(412)
    expect(
      (await admin('DELETE', '/upstreams/changing', undefined, { 'If-Match': tag })).status,
    ).toBe(412)
    expect((await admin('DELETE', '/upstreams/changing')).status).toBe(204)
    expect((await admin('GET', '/upstreams/changing')).status).toBe(404)
  })

  it('leaves a line in the audit, with names and no values', async () => {
    await admin('POST', '/upstreams', { id: 'audited', ...google })
    await admin('PATCH', '/upstreams/audited', { client_secret: 'x' })
    const { body } = await admin('GET', '/audit?event=upstream.updated')
    expect(body['items']).toContainEqual(
      expect.objectContaining({
        actor: 'admin',
        detail: { upstream: 'audited', fields: ['client_secret'] },
      }),
    )
  })
})

it.each([
  { name: 'an id that is no path', given: { id: '../x', ...google }, field: 'id' },
  { name: 'an unknown kind', given: { id: 'a', ...google, kind: 'myspace' }, field: 'kind' },
  {
    name: 'no issuer where there are many',
    given: { id: 'a', ...google, kind: 'oidc' },
    field: 'issuer',
  },
  {
    name: 'an issuer where there is one',
    given: { id: 'a', ...google, issuer: 'https://a.example' },
    field: 'issuer',
  },
  {
    name: 'an issuer without https',
    given: { id: 'a', ...google, kind: 'oidc', issuer: 'http://a.example' },
    field: 'issuer',
  },
  {
    name: 'an issuer in our own network',
    given: { id: 'a', ...google, kind: 'oidc', issuer: 'https://10.0.0.1' },
    field: 'issuer',
  },
  {
    name: 'ourselves as the issuer',
    given: { id: 'a', ...google, kind: 'oidc', issuer: 'https://op.amphora.test' },
    field: 'issuer',
  },
  {
    name: 'an issuer with a query',
    given: { id: 'a', ...google, kind: 'oidc', issuer: 'https://a.example?b' },
    field: 'issuer',
  },
  {
    name: 'a team that is not Apple’s',
    given: { id: 'a', ...google, team_id: 'TEAM123456' },
    field: 'team_id',
  },
  {
    name: 'Apple without its team',
    given: { id: 'a', ...google, kind: 'apple' },
    field: 'team_id',
  },
  {
    name: 'a domain that is none',
    given: { id: 'a', ...google, trusts_email: ['a b'] },
    field: 'trusts_email.0',
  },
  { name: 'no secret', given: { id: 'a', kind: 'google', client_id: 'a' }, field: 'client_secret' },
])('refuses $name', async ({ given, field }) => {
  const { status, body } = await admin('POST', '/upstreams', given)
  expect({ status, field: body['field'] }).toEqual({ status: 400, field })
})

it('refuses an id that is taken, and never changes what a provider is', async () => {
  await admin('POST', '/upstreams', { id: 'twice', ...google })
  expect((await admin('POST', '/upstreams', { id: 'twice', ...google })).status).toBe(409)
  const { status, body } = await admin('PATCH', '/upstreams/twice', { issuer: 'https://a.example' })
  expect({ status, field: body['field'] }).toEqual({ status: 400, field: 'issuer' })
})
