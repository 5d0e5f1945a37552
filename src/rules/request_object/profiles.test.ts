import { describe, expect, it } from 'vitest'
import { client, ISSUER, NOW } from '../../../test/worker/support/reading_world.ts'
import { requestClaims } from '../../../test/worker/support/signing.ts'
import { HOUR } from '../../kernel/clock.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { RequestObjectProfile } from '../../spec/client_metadata.ts'
import { judgeRequestObject } from '../matrix.ts'
import type { RefusalKey } from '../refusals.ts'

function judge(profile: RequestObjectProfile, changes: Record<string, unknown>, typ?: string) {
  // A member that is set to undefined is left out, as JSON does.
  const claims = JSON.parse(JSON.stringify(requestClaims('c', changes))) as JsonObject
  const record = client('c', { request_object_profile: profile })
  const object = { typ, claims, client: record, issuer: ISSUER, longestLifetime: 300 }
  const judged = judgeRequestObject(object, NOW)
  return judged.ok ? undefined : judged.reason.key
}

describe.each(['strict', 'fapi2', 'rfc9101'] as const)('every profile, %s', (profile) => {
  const whole = { nbf: NOW }

  it.each<{ name: string; changes: Record<string, unknown>; typ?: string; key?: RefusalKey }>([
    { name: 'a request that nothing is wrong with', changes: {} },
    { name: 'typ JWT', changes: {}, typ: 'JWT' },
    { name: 'typ in odd case', changes: {}, typ: 'application/OAuth-Authz-Req+JWT' },
    { name: 'typ at+jwt', changes: {}, typ: 'at+jwt', key: 'request_object_typ' },
    { name: 'an empty typ', changes: {}, typ: '', key: 'request_object_typ' },
    { name: 'no iss', changes: { iss: undefined }, key: 'request_object_issuer' },
    { name: 'iss as a list', changes: { iss: ['c'] }, key: 'request_object_issuer' },
    { name: 'no client_id', changes: { client_id: undefined }, key: 'request_object_client_id' },
    { name: 'another client_id', changes: { client_id: 'd' }, key: 'request_object_client_id' },
    { name: 'the client as subject', changes: { sub: 'c' }, key: 'request_object_subject' },
    { name: 'another subject', changes: { sub: 'somebody' } },
    { name: 'us among others', changes: { aud: ['https://other.test', ISSUER] } },
    { name: 'no aud', changes: { aud: undefined }, key: 'request_object_audience' },
    { name: 'aud with a slash', changes: { aud: `${ISSUER}/` }, key: 'request_object_audience' },
    { name: 'aud as an object', changes: { aud: { iss: ISSUER } }, key: 'request_object_audience' },
    { name: 'a nested request', changes: { request: 'x' }, key: 'request_object_nested' },
    { name: 'a nested request_uri', changes: { request_uri: '' }, key: 'request_object_nested' },
    { name: 'exp as text', changes: { exp: `${NOW + 60}` }, key: 'request_object_time_malformed' },
    {
      name: 'exp in milliseconds',
      changes: { exp: NOW * 1000 },
      key: 'request_object_time_malformed',
    },
    { name: 'a negative iat', changes: { iat: -1 }, key: 'request_object_time_malformed' },
    {
      name: 'exp 29 s ago, within the skew',
      changes: { exp: NOW - 29, iat: NOW - 90, nbf: NOW - 90 },
    },
    {
      name: 'exp 30 s ago',
      changes: { exp: NOW - 30, iat: NOW - 90, nbf: NOW - 90 },
      key: 'request_object_expired',
    },
    {
      name: 'exp before iat',
      changes: { exp: NOW + 10, iat: NOW + 20 },
      key: 'request_object_expired',
    },
    { name: 'iat 30 s ahead', changes: { iat: NOW + 30 } },
    { name: 'iat 31 s ahead', changes: { iat: NOW + 31 }, key: 'request_object_early' },
    { name: 'nbf 31 s ahead', changes: { nbf: NOW + 31 }, key: 'request_object_early' },
    { name: 'a jti of 256 characters', changes: { jti: 'j'.repeat(256) } },
    {
      name: 'a jti of 257 characters',
      changes: { jti: 'j'.repeat(257) },
      key: 'request_object_jti',
    },
    { name: 'an empty jti', changes: { jti: '' }, key: 'request_object_jti' },
    { name: 'a jti that is a number', changes: { jti: 7 }, key: 'request_object_jti' },
  ])('$name: $key', ({ changes, typ, key }) => {
    expect(judge(profile, { ...whole, ...changes }, typ)).toBe(key)
  })
})

describe('where the profiles differ', () => {
  it.each<{
    name: string
    changes: Record<string, unknown>
    strict?: RefusalKey
    fapi2?: RefusalKey
    rfc9101?: RefusalKey
  }>([
    {
      name: 'no exp',
      changes: { exp: undefined, nbf: NOW },
      strict: 'request_object_exp_missing',
      fapi2: 'request_object_exp_missing',
    },
    { name: 'no nbf', changes: {}, fapi2: 'request_object_nbf_missing' },
    { name: 'no jti', changes: { jti: undefined, nbf: NOW }, strict: 'request_object_jti' },
    {
      name: 'neither iat nor nbf, and exp in 300 s',
      changes: { iat: undefined },
      fapi2: 'request_object_nbf_missing',
    },
    {
      name: 'neither iat nor nbf, and exp in 301 s',
      changes: { iat: undefined, exp: NOW + 301 },
      strict: 'request_object_lifetime',
      fapi2: 'request_object_nbf_missing',
    },
    {
      name: '301 s from iat to exp',
      changes: { exp: NOW + 301, nbf: NOW },
      strict: 'request_object_lifetime',
    },
    {
      name: 'nbf long before iat',
      changes: { nbf: NOW - 200 },
      strict: 'request_object_lifetime',
    },
    {
      name: 'an hour from nbf to exp',
      changes: { exp: NOW + HOUR, nbf: NOW },
      strict: 'request_object_lifetime',
    },
    {
      name: 'more than an hour from nbf to exp',
      changes: { exp: NOW + HOUR + 1, nbf: NOW },
      strict: 'request_object_lifetime',
      fapi2: 'request_object_lifetime',
    },
    {
      name: 'nbf more than an hour ago',
      changes: { iat: undefined, nbf: NOW - HOUR - 31, exp: NOW + 10 },
      strict: 'request_object_lifetime',
      fapi2: 'request_object_lifetime',
    },
  ])('$name', ({ changes, strict, fapi2, rfc9101 }) => {
    const found = {
      strict: judge('strict', changes),
      fapi2: judge('fapi2', changes),
      rfc9101: judge('rfc9101', changes),
    }
    expect(found).toEqual({ strict, fapi2, rfc9101 })
  })
})
