/** Proofs that no resource may take (RFC 9449 §4.3), as the suite tries them one by one. */
import { newHolder } from '../support/dpop.ts'
import { encode } from '../support/signing.ts'
import type { Fapi2Run, ResourceOptions } from './fapi2_suite.ts'

interface BadProof {
  name: string
  options: ResourceOptions
}

const HOUR = 3600

export async function badProofs(run: Fapi2Run, token: string): Promise<BadProof[]> {
  const { holder } = run.client
  const now = Math.floor(Date.now() / 1000)
  const good = await holder.proofWith(token)
  await run.resource(token, { proof: good })
  const [header = '', claims = '', signature = ''] = good.split('.')
  const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
  const claimsAre = (changes: Record<string, unknown>): ResourceOptions => ({ claims: changes })
  const headerIs = (changes: object): ResourceOptions => ({ header: changes })
  const { publicJwk } = holder.signer
  return [
    { name: 'no proof', options: { proof: '' } },
    { name: 'two proofs', options: { proof: `${good}, ${await holder.proofWith(token)}` } },
    { name: 'malformed', options: { proof: 'not.a-jwt' } },
    { name: 'no typ', options: headerIs({ typ: undefined }) },
    {
      name: 'no alg',
      options: { proof: `${encode({ typ: 'dpop+jwt', jwk: publicJwk })}.${claims}.${signature}` },
    },
    { name: 'no jwk', options: headerIs({ jwk: undefined }) },
    { name: 'no jti', options: claimsAre({ jti: undefined }) },
    { name: 'no htm', options: claimsAre({ htm: undefined }) },
    { name: 'no htu', options: claimsAre({ htu: undefined }) },
    { name: 'no iat', options: claimsAre({ iat: undefined }) },
    { name: 'no ath', options: claimsAre({ ath: undefined }) },
    { name: 'wrong typ', options: headerIs({ typ: 'jwt' }) },
    { name: 'RS256', options: { holder: await newHolder('RS256') } },
    {
      name: 'none',
      options: { proof: `${encode({ typ: 'dpop+jwt', alg: 'none', jwk: publicJwk })}.${claims}.` },
    },
    { name: 'a bad signature', options: { proof: `${header}.${claims}.${flipped}` } },
    { name: 'a private key', options: headerIs({ jwk: { ...publicJwk, d: 'AAAA' } }) },
    { name: 'wrong htm', options: claimsAre({ htm: 'POST' }) },
    { name: 'wrong htu', options: claimsAre({ htu: 'https://other.example/oauth/userinfo' }) },
    { name: 'iat an hour ago', options: claimsAre({ iat: now - HOUR }) },
    { name: 'iat in an hour', options: claimsAre({ iat: now + HOUR }) },
    { name: 'wrong ath', options: claimsAre({ ath: 'AAAA' }) },
    { name: 'another key', options: { holder: run.other.holder } },
    { name: 'the bearer scheme', options: { scheme: 'Bearer', proof: '' } },
    { name: 'the bearer scheme with a proof', options: { scheme: 'Bearer' } },
    { name: 'a proof that was used', options: { proof: good } },
  ]
}
