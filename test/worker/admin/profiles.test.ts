/** A client's profile over the admin API: docs/profiles.md and docs/standards/fapi2.md, as they say it. */
import { describe, expect, it } from 'vitest'
import { newSigner } from '../support/signing.ts'
import { admin } from './house.ts'

const clients = '/oauth/clients'
const app = { name: 'An app', redirect_uris: ['https://bank.example/callback'] }

const change = (clientId: unknown, patch: object) =>
  admin('PATCH', `${clients}/${String(clientId)}`, patch)

describe('a profile', () => {
  it('is registered by its name, the keys and the algorithms', async () => {
    const { status, body } = await admin('POST', clients, {
      ...app,
      profile: 'fapi2-message-signing',
      jwks_uri: 'https://bank.example/jwks.json',
      token_endpoint_auth_signing_alg: 'PS256',
      request_object_signing_alg: 'PS256',
    })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({
      profile: 'fapi2-message-signing',
      token_endpoint_auth_method: 'private_key_jwt',
      require_signed_request_object: true,
    })
    expect(body).not.toHaveProperty('client_secret')
  })

  it('is changed by its name alone: what the new one has an opinion on is filled in anew', async () => {
    const { publicJwk } = await newSigner('EdDSA', 'a-key')
    const { body } = await admin('POST', clients, { ...app, jwks: { keys: [publicJwk] } })
    expect(body).toMatchObject({ profile: 'oidc', require_pkce: false })
    const changed = await change(body['client_id'], { profile: 'fapi2-security' })
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
    expect(changed.body).toMatchObject({
      profile: 'fapi2-security',
      token_endpoint_auth_method: 'private_key_jwt',
      require_pkce: true,
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
      refresh_token_rotation: 'none',
    })
  })

  it('is not left by one field that somebody edits', async () => {
    const { body } = await admin('POST', clients, { ...app, profile: 'oauth2.1' })
    expect(body).toMatchObject({ require_pkce: true })
    const weaker = await change(body['client_id'], { require_pkce: false })
    expect(weaker).toMatchObject({ status: 400, body: { field: 'require_pkce' } })
  })

  it('is the tenant’s default_profile where a client names none', async () => {
    await admin('PATCH', '/tenant', { default_profile: 'oauth2.1' })
    const { body } = await admin('POST', clients, app)
    expect(body).toMatchObject({ profile: 'oauth2.1', require_pkce: true })
  })
})
