import { describe, expect, it } from 'vitest'
import { DEVICE_CODE } from '../spec/client_metadata.ts'
import { completeClientMetadata, type MetadataDraft } from './client_metadata.ts'

const policy = {
  issuer: 'https://op.amphora.test',
  outbound: { allow: [] },
  scopes: ['orders:read'],
  profile: 'oidc',
} as const
const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
const app: MetadataDraft = { client_name: 'App', redirect_uris: ['https://rp.test/cb'] }

const complete = (draft: Partial<MetadataDraft>) =>
  completeClientMetadata({ ...app, ...draft }, policy)

describe('completeClientMetadata', () => {
  it('fills in the defaults (RFC 7591 §2, OpenID Connect Registration §2)', () => {
    expect(complete({})).toMatchObject({
      ok: true,
      value: {
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        application_type: 'web',
        id_token_signed_response_alg: 'RS256',
        request_object_signing_alg: 'HS256',
        require_signed_request_object: true,
        require_pkce: false,
        scope: 'openid profile email phone address offline_access',
      },
    })
  })

  it.each<{ name: string; draft: Partial<MetadataDraft>; expect: string | undefined }>([
    { name: 'HS256 where there is a secret', draft: {}, expect: 'HS256' },
    {
      name: 'HS256 where there is a secret beside keys',
      draft: { jwks: { keys: [ed25519] } },
      expect: 'HS256',
    },
    {
      name: 'EdDSA where there are only keys',
      draft: { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [ed25519] } },
      expect: 'EdDSA',
    },
    {
      name: 'EdDSA for a public client with keys',
      draft: { token_endpoint_auth_method: 'none', jwks_uri: 'https://rp.test/jwks' },
      expect: 'EdDSA',
    },
    {
      name: 'nothing where there is neither',
      draft: { token_endpoint_auth_method: 'none' },
      expect: undefined,
    },
  ])('signs requests by $name', ({ draft, expect: wanted }) => {
    const completed = complete(draft)
    expect(completed.ok && completed.value.request_object_signing_alg).toBe(wanted)
  })

  it('gives a device the standard scopes, and lets it hold refresh tokens (RFC 8628)', () => {
    const grants = { grant_types: [DEVICE_CODE, 'refresh_token'] } as const
    expect(complete({ redirect_uris: [], grant_types: [...grants.grant_types] })).toMatchObject({
      ok: true,
      value: {
        ...grants,
        response_types: [],
        scope: 'openid profile email phone address offline_access',
      },
    })
  })

  it('has public clients use PKCE (RFC 9700 §2.1.1)', () => {
    expect(complete({ token_endpoint_auth_method: 'none' })).toMatchObject({
      value: { require_pkce: true },
    })
  })

  it('lets refresh tokens of a public client stay if they are bound to a key (RFC 9700 §2.2.2)', () => {
    const bound = complete({
      token_endpoint_auth_method: 'none',
      refresh_token_rotation: 'none',
      dpop_bound_access_tokens: true,
    })
    expect(bound).toMatchObject({ ok: true, value: { refresh_token_rotation: 'none' } })
  })

  it('gives a client without redirection neither response types nor scopes', () => {
    const service = complete({ redirect_uris: [], grant_types: ['client_credentials'] })
    expect(service).toMatchObject({ ok: true, value: { response_types: [], scope: '' } })
  })

  it.each([
    { grant_types: ['implicit'], response_types: ['id_token', 'id_token token'] },
    {
      grant_types: ['authorization_code', 'implicit'],
      response_types: ['code id_token', 'code token', 'code id_token token'],
    },
  ] as const)('takes $response_types with $grant_types, and gives it the scopes', (draft) => {
    const [grants, types] = [[...draft.grant_types], [...draft.response_types]]
    const registered = complete({ grant_types: grants, response_types: types })
    expect(registered).toMatchObject({
      ok: true,
      value: { scope: expect.stringMatching('openid') },
    })
  })

  it.each<{ name: string; draft: Partial<MetadataDraft>; field: string }>([
    { name: 'no redirect URI', draft: { redirect_uris: [] }, field: 'redirect_uris' },
    {
      name: 'one bad of several',
      draft: { redirect_uris: ['https://a.test/', 'data:x'] },
      field: 'redirect_uris.1',
    },
    {
      name: 'code without its grant',
      draft: { grant_types: ['client_credentials'], response_types: ['code'] },
      field: 'response_types',
    },
    { name: 'the grant without code', draft: { response_types: [] }, field: 'response_types' },
    {
      name: 'a hybrid without the grant implicit (OpenID Connect Registration §2)',
      draft: { response_types: ['code', 'code id_token'] },
      field: 'response_types',
    },
    {
      name: 'the grant implicit without a response type of it',
      draft: { grant_types: ['authorization_code', 'implicit'] },
      field: 'response_types',
    },
    {
      name: 'code token for a public client, for nothing ties the token to it (RFC 9700 §2.1.2)',
      draft: {
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'implicit'],
        response_types: ['code token'],
      },
      field: 'response_types',
    },
    {
      name: 'tokens in front for a client whose tokens must be bound (RFC 9449 §5.2)',
      draft: {
        grant_types: ['implicit'],
        response_types: ['id_token token'],
        dpop_bound_access_tokens: true,
      },
      field: 'response_types',
    },
    {
      name: 'a web client of the implicit flow on localhost (OpenID Connect Registration §2)',
      draft: {
        grant_types: ['implicit'],
        response_types: ['id_token'],
        redirect_uris: ['https://localhost/cb'],
      },
      field: 'redirect_uris.0',
    },
    {
      name: 'a refresh token for the implicit flow (RFC 6749 §4.2)',
      draft: { grant_types: ['implicit', 'refresh_token'], response_types: ['id_token token'] },
      field: 'grant_types',
    },
    {
      name: 'refresh without a grant that issues one',
      draft: { grant_types: ['refresh_token'] },
      field: 'grant_types',
    },
    {
      name: 'client_credentials for a public client (RFC 6749 §4.4)',
      draft: {
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'client_credentials'],
      },
      field: 'grant_types',
    },
    {
      name: 'refresh tokens of a public client that do not rotate (RFC 9700 §2.2.2)',
      draft: { token_endpoint_auth_method: 'none', refresh_token_rotation: 'none' },
      field: 'refresh_token_rotation',
    },
    {
      name: 'jwks and jwks_uri at once (RFC 7591 §2)',
      draft: { jwks: { keys: [ed25519] }, jwks_uri: 'https://rp.test/jwks' },
      field: 'jwks_uri',
    },
    {
      name: 'private_key_jwt without keys',
      draft: { token_endpoint_auth_method: 'private_key_jwt' },
      field: 'jwks',
    },
    {
      name: 'EdDSA without keys',
      draft: { request_object_signing_alg: 'EdDSA' },
      field: 'request_object_signing_alg',
    },
    {
      name: 'an algorithm that no key can sign',
      draft: { jwks: { keys: [ed25519] }, request_object_signing_alg: 'ES256' },
      field: 'request_object_signing_alg',
    },
    {
      name: 'a key that is for encryption alone',
      draft: {
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [{ ...ed25519, use: 'enc' }] },
      },
      field: 'request_object_signing_alg',
    },
    {
      name: 'HS256 for a public client',
      draft: { token_endpoint_auth_method: 'none', request_object_signing_alg: 'HS256' },
      field: 'request_object_signing_alg',
    },
    {
      name: 'an assertion algorithm without assertions',
      draft: { token_endpoint_auth_signing_alg: 'ES256' },
      field: 'token_endpoint_auth_signing_alg',
    },
    {
      name: 'a request_uri without anything to sign with',
      draft: {
        token_endpoint_auth_method: 'none',
        request_uris: ['https://rp.test/request'],
      },
      field: 'request_uris',
    },
    {
      name: 'a request_uri of a local server (CWE-918)',
      draft: { request_uris: ['https://rp.test/request#1', 'https://localhost/request'] },
      field: 'request_uris.1',
    },
    {
      name: 'a request_uri of 513 characters (RFC 9101 §5.2)',
      draft: { request_uris: [`https://rp.test/${'x'.repeat(497)}`] },
      field: 'request_uris.0',
    },
    { name: 'a scope that nobody has', draft: { scope: 'admin openid' }, field: 'scope' },
    { name: 'a logo by script', draft: { logo_uri: 'javascript:alert(1)' }, field: 'logo_uri' },
    {
      name: 'a post-logout redirect in clear',
      draft: { post_logout_redirect_uris: ['http://rp.test/'] },
      field: 'post_logout_redirect_uris.0',
    },
  ])('refuses $name', ({ draft, field }) => {
    expect(complete(draft)).toMatchObject({ ok: false, reason: { field } })
  })

  describe('with embedded keys', () => {
    const embedded = { token_endpoint_auth_method: 'none', request_object_key: 'embedded' } as const

    it('binds all tokens to the key, and lets each browser choose its kind', () => {
      const completed = complete(embedded)
      expect(completed).toMatchObject({ ok: true, value: { dpop_bound_access_tokens: true } })
      expect(completed.ok && completed.value.request_object_signing_alg).toBeUndefined()
    })

    it.each(['EdDSA', 'ES256'] as const)('may hold them all to %s', (alg) => {
      expect(complete({ ...embedded, request_object_signing_alg: alg })).toMatchObject({
        ok: true,
        value: { request_object_signing_alg: alg },
      })
    })

    it.each<[keyof MetadataDraft, Partial<MetadataDraft>]>([
      ['request_object_key', { token_endpoint_auth_method: 'client_secret_basic' }],
      ['request_object_key', { jwks: { keys: [ed25519] } }],
      ['request_object_key', { jwks_uri: 'https://rp.test/jwks' }],
      ['request_object_signing_alg', { request_object_signing_alg: 'HS256' }],
      ['request_object_signing_alg', { request_object_signing_alg: 'RS256' }],
      ['require_signed_request_object', { require_signed_request_object: false }],
      ['dpop_bound_access_tokens', { dpop_bound_access_tokens: false }],
    ])('is refused for its %s where it is %j', (field, draft) => {
      expect(complete({ ...embedded, ...draft })).toMatchObject({ ok: false, reason: { field } })
    })
  })

  it("takes the tenant's own scopes", () => {
    expect(complete({ scope: 'openid orders:read' })).toMatchObject({ ok: true })
  })
})
