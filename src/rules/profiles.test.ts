import { describe, expect, it } from 'vitest'
import {
  DEVICE_CODE,
  PROFILES,
  type ClientMetadata,
  type Profile,
} from '../spec/client_metadata.ts'
import { completeClientMetadata, type MetadataDraft } from './client_metadata.ts'
import { codeLifetime, PROFILE_RULES } from './profiles.ts'

const policy = {
  issuer: 'https://op.test',
  outbound: { allow: [] },
  scopes: [],
  profile: 'oidc',
} as const
const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
const app: MetadataDraft = {
  client_name: 'App',
  redirect_uris: ['https://rp.test/cb'],
  jwks: { keys: [ed25519] },
}

const completed = (profile: Profile, changes: Partial<ClientMetadata> = {}) =>
  completeClientMetadata({ ...app, profile, ...changes }, policy)

describe('a profile', () => {
  it.each(PROFILES)('%s can be registered by its name alone', (profile) => {
    expect(completed(profile)).toMatchObject({ ok: true, value: { profile } })
  })

  it('fills in what it demands', () => {
    expect(completed('fapi2-message-signing')).toMatchObject({
      value: {
        token_endpoint_auth_method: 'private_key_jwt',
        require_pkce: true,
        require_pushed_authorization_requests: true,
        require_signed_request_object: true,
        dpop_bound_access_tokens: true,
        refresh_token_rotation: 'none',
        request_object_profile: 'fapi2',
      },
    })
    expect(completed('oauth2.1')).toMatchObject({ value: { require_pkce: true } })
    expect(completed('oidc')).toMatchObject({ value: { require_pkce: false } })
  })

  it('is the tenant’s where the client names none', () => {
    const made = completeClientMetadata(app, { ...policy, profile: 'oauth2.1' })
    expect(made).toMatchObject({ value: { profile: 'oauth2.1', require_pkce: true } })
  })
})

describe('the rules of the profiles', () => {
  it('stand where an auditor expects them', () => {
    const table = PROFILE_RULES.map(
      (rule) => `${rule.field}: ${PROFILES.filter((profile) => rule.in[profile]).join(' ')}`,
    )
    const fapi2 = 'fapi2-security fapi2-message-signing'
    expect(table).toEqual([
      `response_types: oauth2.1 ${fapi2}`,
      `require_pkce: oauth2.1 ${fapi2}`,
      `token_endpoint_auth_method: ${fapi2}`,
      `token_endpoint_auth_signing_alg: ${fapi2}`,
      `assertion_audience: ${fapi2}`,
      `require_pushed_authorization_requests: ${fapi2}`,
      `grant_types: ${fapi2}`,
      `redirect_uris: ${fapi2}`,
      `dpop_bound_access_tokens: ${fapi2}`,
      `refresh_token_rotation: ${fapi2}`,
      `id_token_signed_response_alg: ${fapi2}`,
      `authorization_signed_response_alg: ${fapi2}`,
      `userinfo_signed_response_alg: ${fapi2}`,
      `request_object_signing_alg: ${fapi2}`,
      'require_signed_request_object: fapi2-message-signing',
      'request_object_profile: fapi2-message-signing',
    ])
  })

  it.each<{ field: string; changes: Partial<ClientMetadata>; profile?: Profile }>([
    { field: 'require_pkce', changes: { require_pkce: false }, profile: 'oauth2.1' },
    {
      field: 'token_endpoint_auth_method',
      changes: { token_endpoint_auth_method: 'client_secret_basic' },
    },
    {
      field: 'token_endpoint_auth_signing_alg',
      changes: { token_endpoint_auth_signing_alg: 'RS256' },
    },
    {
      field: 'grant_types',
      changes: { grant_types: ['authorization_code', DEVICE_CODE] },
    },
    { field: 'assertion_audience', changes: { assertion_audience: 'oidc' } },
    {
      field: 'require_pushed_authorization_requests',
      changes: { require_pushed_authorization_requests: false },
    },
    { field: 'redirect_uris', changes: { redirect_uris: ['com.example.app:/cb'] } },
    { field: 'dpop_bound_access_tokens', changes: { dpop_bound_access_tokens: false } },
    { field: 'refresh_token_rotation', changes: { refresh_token_rotation: 'rotate' } },
    { field: 'id_token_signed_response_alg', changes: { id_token_signed_response_alg: 'RS256' } },
    {
      field: 'authorization_signed_response_alg',
      changes: { authorization_signed_response_alg: 'RS256' },
    },
    { field: 'userinfo_signed_response_alg', changes: { userinfo_signed_response_alg: 'RS256' } },
    { field: 'request_object_signing_alg', changes: { request_object_signing_alg: 'RS256' } },
    { field: 'require_signed_request_object', changes: { require_signed_request_object: false } },
    { field: 'request_object_profile', changes: { request_object_profile: 'rfc9101' } },
  ])('refuses what breaks $field', ({ field, changes, profile = 'fapi2-message-signing' }) => {
    const error = 'invalid_client_metadata'
    expect(completed(profile, changes)).toMatchObject({ ok: false, reason: { field, error } })
    expect(
      completed('oidc', { token_endpoint_auth_method: 'private_key_jwt', ...changes }).ok,
    ).toBe(
      // An algorithm that no key can sign is wrong in every profile.
      !field.endsWith('_signing_alg'),
    )
  })
})

describe('the lifetime of a code', () => {
  it.each([
    { profile: 'oidc', tenant: 600, expected: 600 },
    { profile: 'fapi2-security', tenant: 600, expected: 60 },
    { profile: 'fapi2-message-signing', tenant: 600, expected: 60 },
    { profile: 'fapi2-security', tenant: 20, expected: 20 },
  ] as const)('in $profile is $expected seconds (FAPI 2.0 §5.3.2.2)', (row) => {
    expect(codeLifetime(row, { authorization_code_lifetime: row.tenant })).toBe(row.expected)
  })
})
