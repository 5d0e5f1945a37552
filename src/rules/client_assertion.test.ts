import { describe, expect, it } from 'vitest'
import { client, ISSUER, NOW } from '../../test/worker/support/reading_world.ts'
import type { Client } from '../domain/client.ts'
import type { JsonObject } from '../kernel/json.ts'
import { checkClientAssertion } from './client_assertion.ts'
import type { RefusalKey } from './refusals.ts'

const TOKEN_URL = `${ISSUER}/oauth/token`
const whole = { iss: 'c', sub: 'c', aud: ISSUER, exp: NOW + 60, iat: NOW, jti: 'once' }

function check(
  changes: Record<string, unknown>,
  typ?: string,
  audience?: Client['assertion_audience'],
) {
  const checked = checkClientAssertion(
    {
      typ,
      claims: JSON.parse(JSON.stringify({ ...whole, ...changes })) as JsonObject,
      client: client('c', audience && { assertion_audience: audience }),
      issuer: ISSUER,
      endpointUrls: [`${ISSUER}/oauth/par`, TOKEN_URL],
    },
    NOW,
  )
  return checked.ok ? undefined : checked.reason.key
}

describe('checkClientAssertion (RFC 7523 §3, RFC 7523bis)', () => {
  it.each<{ name: string; changes?: Record<string, unknown>; typ?: string; key?: RefusalKey }>([
    { name: 'nothing wrong' },
    { name: 'typ JWT', typ: 'JWT' },
    { name: 'typ client-authentication+jwt', typ: 'client-authentication+jwt' },
    { name: 'typ of a request object', typ: 'oauth-authz-req+jwt', key: 'client_assertion_typ' },
    { name: 'typ at+jwt', typ: 'at+jwt', key: 'client_assertion_typ' },
    { name: 'no sub', changes: { sub: undefined }, key: 'client_assertion_subject' },
    { name: 'another iss', changes: { iss: 'd' }, key: 'client_assertion_subject' },
    {
      name: 'aud as a list (CVE-2025-27370)',
      changes: { aud: [ISSUER] },
      key: 'client_assertion_audience',
    },
    {
      name: 'aud of the token endpoint',
      changes: { aud: TOKEN_URL },
      key: 'client_assertion_audience',
    },
    {
      name: 'another aud',
      changes: { aud: 'https://other.test' },
      key: 'client_assertion_audience',
    },
    { name: 'no exp', changes: { exp: undefined }, key: 'client_assertion_time' },
    { name: 'exp as text', changes: { exp: '1' }, key: 'client_assertion_time' },
    { name: 'exp 30 s ago', changes: { exp: NOW - 30 }, key: 'client_assertion_time' },
    { name: 'exp in five minutes and the skew', changes: { exp: NOW + 330 } },
    { name: 'exp later than that', changes: { exp: NOW + 331 }, key: 'client_assertion_time' },
    { name: 'nbf 31 s ahead', changes: { nbf: NOW + 31 }, key: 'client_assertion_time' },
    { name: 'iat as text', changes: { iat: 'now' }, key: 'client_assertion_time' },
    { name: 'no iat', changes: { iat: undefined } },
    { name: 'no jti', changes: { jti: undefined }, key: 'client_assertion_jti' },
    { name: 'an endless jti', changes: { jti: 'j'.repeat(257) }, key: 'client_assertion_jti' },
  ])('$name: $key', ({ changes = {}, typ, key }) => {
    expect(check(changes, typ)).toBe(key)
  })

  it('takes the URL of the endpoint from a client that is registered so (OpenID Connect Core §9)', () => {
    expect(check({ aud: TOKEN_URL }, undefined, 'oidc')).toBeUndefined()
    expect(check({ aud: `${ISSUER}/oauth/par` }, undefined, 'oidc')).toBeUndefined()
    expect(check({ aud: ISSUER }, undefined, 'oidc')).toBeUndefined()
    expect(check({ aud: [TOKEN_URL] }, undefined, 'oidc')).toBe('client_assertion_audience')
    expect(check({ aud: `${ISSUER}/oauth/userinfo` }, undefined, 'oidc')).toBe(
      'client_assertion_audience',
    )
  })
})
