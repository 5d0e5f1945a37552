/** What the suite looks at in discovery and in the key set (OpenID Connect Discovery §3, RFC 8414 §2). */
import { expect } from 'vitest'
import { ISSUER } from '../support/reading_world.ts'
import { getJson } from './checks.ts'
import { CONFIG } from './plans.ts'
import { testPlan, type Module } from './suite.ts'

/** The members that the registries know; any other is a warning. */
const KNOWN =
  /^(issuer|jwks_uri|service_documentation|op_policy_uri|op_tos_uri|check_session_iframe|\w+_endpoint|\w+_supported|tls_client_certificate_bound_access_tokens|require_\w+|mtls_endpoint_aliases)$/

const discoveryVerification: Module = async () => {
  const discovery = await getJson<Record<string, unknown>>('/.well-known/openid-configuration')
  expect(discovery['issuer']).toBe(ISSUER)
  for (const [name, value] of Object.entries(discovery)) {
    expect(name).toMatch(KNOWN)
    if (/_endpoint$|_uri$|_iframe$/.test(name)) expect(value).toMatch(/^https:/)
    if (/_values_supported$|_types_supported$|_modes_supported$/.test(name)) {
      expect(value, name).toBeInstanceOf(Array)
    }
  }
  expect(discovery).toMatchObject({
    scopes_supported: expect.arrayContaining(['openid']),
    response_types_supported: expect.arrayContaining(['code']),
    subject_types_supported: expect.arrayContaining(['public']),
    id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']),
    request_object_signing_alg_values_supported: expect.arrayContaining(['RS256']),
    token_endpoint_auth_methods_supported: expect.arrayContaining(['client_secret_basic']),
    code_challenge_methods_supported: ['S256'],
    claims_supported: expect.arrayContaining(['sub', 'name', 'email']),
    claims_parameter_supported: expect.any(Boolean),
    request_parameter_supported: expect.any(Boolean),
    request_uri_parameter_supported: expect.any(Boolean),
  })
  await keySetVerification()
}

/** "kid on every key and unique; no private or symmetric members; RSA ≥ 2048". */
async function keySetVerification() {
  const { keys } = await getJson<{ keys: Record<string, string>[] }>('/.well-known/jwks.json')
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
  for (const key of keys) {
    expect(key['kid']).toEqual(expect.any(String))
    expect(Object.keys(key)).not.toEqual(expect.arrayContaining(['d']))
    expect(key['kty']).toMatch(/^(RSA|EC|OKP)$/)
    if (key['kty'] === 'RSA') expect(key['n']?.length).toBeGreaterThanOrEqual(342)
  }
}

testPlan(
  CONFIG,
  { response_type: 'code', response_mode: 'default' },
  { 'oidcc-discovery-endpoint-verification': discoveryVerification },
)
