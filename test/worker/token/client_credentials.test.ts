/** Tokens for clients themselves, and grants that a client may not use: catalogue 89, 148, 149. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { postAs, registerClient, type TestClient } from '../support/relying_party.ts'
import { claimsIn, introspect, logOf, tokensOf } from '../support/signed_in.ts'

let robot: TestClient

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    scopes: [
      { name: 'orders:read', description: 'Read orders' },
      { name: 'orders:write', description: 'Write orders' },
      { name: 'stock', description: 'Count the stock' },
    ],
  })
  robot = await registerClient({
    grant_types: ['client_credentials'],
    redirect_uris: [],
    post_logout_redirect_uris: [],
    scopes: ['orders:read', 'orders:write'],
  })
})

const ask = (fields: Record<string, string> = {}, as = robot) =>
  postAs(as, '/oauth/token', { grant_type: 'client_credentials', ...fields })

describe('a token for the client itself (RFC 6749 §4.4)', () => {
  it('is about the client, has all its scopes, and no refresh token comes with it (catalogue 148)', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 300, scope: 'orders:read orders:write' },
    })
    expect(answer.body).not.toHaveProperty('refresh_token')
    expect(answer.body).not.toHaveProperty('id_token')
    const claims = claimsIn(tokensOf(answer).access)
    expect(claims).toMatchObject({ sub: robot.clientId, client_id: robot.clientId, aud: ISSUER })
    expect(claims).not.toHaveProperty('auth_time')
  })

  it('has fewer scopes where fewer were asked for', async () => {
    expect((await ask({ scope: 'orders:read' })).body['scope']).toBe('orders:read')
  })

  it.each(['openid', 'offline_access', 'profile', 'orders:read openid', 'stock', 'unknown'])(
    'never has the scope %s (catalogue 148)',
    async (scope) => {
      expect(await ask({ scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    },
  )

  it('never has one of a person, even where the client registered it', async () => {
    const both = await registerClient({
      grant_types: ['authorization_code', 'client_credentials'],
      scopes: ['openid', 'orders:read'],
    })
    expect((await ask({}, both)).body['scope']).toBe('orders:read')
    expect(await ask({ scope: 'openid' }, both)).toMatchObject({ status: 400 })
  })

  it('asks no object (budget)', async () => {
    const asked = logOf('request')
    await ask()
    expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
  })

  it('opens no userinfo: it speaks of nobody', async () => {
    const { access } = tokensOf(await ask())
    const answer = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${access}` },
    })
    expect(answer.status).toBe(403)
  })

  it('is active until it is revoked', async () => {
    const { access } = tokensOf(await ask())
    expect(await introspect(robot, access)).toMatchObject({
      active: true,
      sub: robot.clientId,
      scope: 'orders:read orders:write',
    })
    await postAs(robot, '/oauth/revoke', { token: access })
    expect(await introspect(robot, access)).toEqual({ active: false })
    expect(await introspect(robot, tokensOf(await ask()).access)).toMatchObject({ active: true })
  })

  it('is dead once all of the client was revoked', async () => {
    const { access } = tokensOf(await ask())
    await admin('POST', `/oauth/clients/${robot.clientId}/revoke-grants`)
    expect(await introspect(robot, access)).toEqual({ active: false })
  })
})

describe('a grant that is not for the client', () => {
  it.each(['authorization_code', 'refresh_token'])(
    '%s that is not registered is unauthorized_client, before anything else (catalogue 149)',
    async (type) => {
      const answer = await postAs(robot, '/oauth/token', { grant_type: type, code: 'a' })
      expect(answer).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } })
    },
  )

  it('client_credentials of a public client is unauthorized_client (catalogue 89)', async () => {
    const { clientId } = await registerClient({ token_endpoint_auth_method: 'none' })
    const answer = await exports.default.fetch(`${ISSUER}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId }),
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'unauthorized_client' })
  })

  it.each(['password', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'implicit', 'toString'])(
    '%s is unsupported_grant_type (catalogue 149)',
    async (type) => {
      const answer = await postAs(robot, '/oauth/token', { grant_type: type })
      expect(answer).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
    },
  )

  it('none at all is invalid_request', async () => {
    const answer = await postAs(robot, '/oauth/token', {})
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('works the moment it is registered', async () => {
    const app = await registerClient({ scopes: ['openid', 'orders:read'] })
    expect(await ask({}, app)).toMatchObject({ status: 400 })
    await admin('PATCH', `/oauth/clients/${app.clientId}`, {
      grant_types: ['authorization_code', 'client_credentials'],
    })
    expect(await ask({}, app)).toMatchObject({ status: 200 })
  })
})
