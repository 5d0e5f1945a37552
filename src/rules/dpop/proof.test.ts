import { describe, expect, it } from 'vitest'
import { judgeProof } from './proof.ts'

const NOW = 1_767_225_600
const URL = 'https://op.amphora.test/oauth/token'

const claims = { jti: 'a jti', htm: 'POST', htu: URL, iat: NOW }

const judge = (changes: object, given: { typ?: string; accessTokenHash?: string } = {}) => {
  const { typ = 'dpop+jwt', accessTokenHash } = given
  const proof = { typ, method: 'POST', url: URL, accessTokenHash }
  const judged = judgeProof({ ...proof, claims: { ...claims, ...changes } }, NOW)
  return judged.ok ? 'holds' : judged.reason.key
}

describe('a proof (RFC 9449 §4.3)', () => {
  it.each([
    { name: 'as it should be', given: {} },
    { name: 'ten seconds old', given: { iat: NOW - 10 } },
    { name: 'ten seconds ahead', given: { iat: NOW + 10 } },
    { name: 'with a fraction of a second', given: { iat: NOW - 0.5 } },
    { name: 'with exp and nbf that hold', given: { exp: NOW + 60, nbf: NOW - 10 } },
    { name: 'with claims that nobody knows', given: { nonce: 'x', foo: { bar: 1 } } },
    { name: 'with a query in htu', given: { htu: `${URL}?a=b` } },
    { name: 'with a fragment in htu', given: { htu: `${URL}#a` } },
    { name: 'with the host in capitals', given: { htu: 'HTTPS://OP.AMPHORA.TEST/oauth/token' } },
    { name: 'with the default port', given: { htu: 'https://op.amphora.test:443/oauth/token' } },
    { name: 'with an ath that nobody asked for', given: { ath: 'x' } },
    { name: 'with a jti of 256 characters', given: { jti: 'j'.repeat(256) } },
  ])('$name is taken', ({ given }) => expect(judge(given)).toBe('holds'))

  it.each([
    { name: 'no htm', given: { htm: undefined }, expect: 'dpop_proof_method' },
    { name: 'another method', given: { htm: 'GET' }, expect: 'dpop_proof_method' },
    { name: 'the method in small letters', given: { htm: 'post' }, expect: 'dpop_proof_method' },
    { name: 'no htu', given: { htu: undefined }, expect: 'dpop_proof_url' },
    { name: 'another path', given: { htu: `${URL}/` }, expect: 'dpop_proof_url' },
    {
      name: 'the path in capitals',
      given: { htu: URL.replace('token', 'TOKEN') },
      expect: 'dpop_proof_url',
    },
    {
      name: 'another host',
      given: { htu: 'https://evil.test/oauth/token' },
      expect: 'dpop_proof_url',
    },
    {
      name: 'another scheme',
      given: { htu: URL.replace('https', 'http') },
      expect: 'dpop_proof_url',
    },
    {
      name: 'another port',
      given: { htu: 'https://op.amphora.test:8443/oauth/token' },
      expect: 'dpop_proof_url',
    },
    {
      name: 'a name before the host',
      given: { htu: 'https://a@op.amphora.test/oauth/token' },
      expect: 'dpop_proof_url',
    },
    { name: 'the path alone', given: { htu: '/oauth/token' }, expect: 'dpop_proof_url' },
    { name: 'a list', given: { htu: [URL] }, expect: 'dpop_proof_url' },
    { name: 'no iat', given: { iat: undefined }, expect: 'dpop_proof_time' },
    { name: 'iat as text', given: { iat: String(NOW) }, expect: 'dpop_proof_time' },
    { name: 'iat beyond all times', given: { iat: 1e308 }, expect: 'dpop_proof_time' },
    { name: 'iat below zero', given: { iat: -1 }, expect: 'dpop_proof_time' },
    { name: 'iat five minutes ago', given: { iat: NOW - 300 }, expect: 'dpop_proof_time' },
    { name: 'iat five minutes ahead', given: { iat: NOW + 300 }, expect: 'dpop_proof_time' },
    { name: 'iat an hour ago', given: { iat: NOW - 3600 }, expect: 'dpop_proof_time' },
    { name: 'an exp that is over', given: { exp: NOW - 60 }, expect: 'dpop_proof_time' },
    { name: 'an nbf to come', given: { nbf: NOW + 60 }, expect: 'dpop_proof_time' },
    { name: 'an exp that is no time', given: { exp: 'soon' }, expect: 'dpop_proof_time' },
    { name: 'no jti', given: { jti: undefined }, expect: 'dpop_proof_jti' },
    { name: 'an empty jti', given: { jti: '' }, expect: 'dpop_proof_jti' },
    { name: 'a number as jti', given: { jti: 5 }, expect: 'dpop_proof_jti' },
    { name: 'a jti of 257 characters', given: { jti: 'j'.repeat(257) }, expect: 'dpop_proof_jti' },
  ])('$name is refused (catalogue 131, 132)', ({ given, expect: wanted }) => {
    expect(judge(given)).toBe(wanted)
  })

  it.each(['', 'jwt', 'at+jwt', 'DPOP+JWT', 'application/dpop+jwt', 'oauth-authz-req+jwt'])(
    'of type %j is refused',
    (typ) => expect(judge({}, { typ })).toBe('dpop_proof_typ'),
  )

  it.each([
    { name: 'absent', given: {}, expect: 'dpop_proof_access_token' },
    { name: 'of another token', given: { ath: 'other' }, expect: 'dpop_proof_access_token' },
    { name: 'padded', given: { ath: 'hash=' }, expect: 'dpop_proof_access_token' },
    { name: 'right', given: { ath: 'hash' }, expect: 'holds' },
  ])('ath $name beside an access token: $expect (catalogue 128)', ({ given, expect: wanted }) => {
    expect(judge(given, { accessTokenHash: 'hash' })).toBe(wanted)
  })
})
