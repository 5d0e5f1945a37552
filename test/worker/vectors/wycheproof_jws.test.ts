import type { JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { readJws, verifyJws } from '../../../src/crypto/jws.ts'
import {
  candidates,
  keysOfSet,
  type VerificationKey,
} from '../../../src/crypto/verification_keys.ts'
import { fromBase64url } from '../../../src/kernel/encoding.ts'
import { sharedVectors } from '../support/shared_vectors.ts'

interface Vectors {
  testGroups: {
    comment: string
    public?: JWK
    private?: JWK
    tests: { tcId: number; comment: string; jws: unknown; result: 'valid' | 'invalid' }[]
  }[]
}

const vectors = await sharedVectors<Vectors>('wycheproof-jws')

/** Where our answer is another than the corpus', and why. */
const EXCEPTIONS: Record<number, string> = {
  259: 'an empty payload is no JSON object',
  272: 'an empty payload is no JSON object',
  346: 'PS384, which no client can register, under a key that is said to be for PS256',
  350: 'PS384, which no client can register, under a key that is said to be for PS256',
  367: 'the very text of case 357, which is valid: the padding is not in it',
  370: 'the very text of case 357, which is valid: the padding is not in it',
  372: 'a stray character is no base64url',
  373: 'a stray character is no base64url',
}

describe.skipIf(!vectors)('Wycheproof, JSON Web Signature', () => {
  describe.each(vectors?.testGroups ?? [])('$comment', (group) => {
    it.each(group.tests)('$tcId $comment: $result', async ({ tcId, jws, result }) => {
      const wanted = (result === 'valid') !== tcId in EXCEPTIONS
      expect(await isSigned(String(jws), keysOf(group.public ?? group.private))).toBe(wanted)
    })
  })
})

function keysOf(jwk: JWK | undefined): readonly VerificationKey[] {
  if (!jwk) return []
  if (jwk.kty !== 'oct') return keysOfSet({ keys: [jwk] })
  const material = fromBase64url(jwk.k ?? '')
  return material ? [{ kid: jwk.kid, alg: jwk.alg, material }] : []
}

/** Most payloads are not JSON, which is told once the signature is right. */
async function isSigned(text: string, keys: readonly VerificationKey[]): Promise<boolean> {
  const jws = readJws(text)
  if (!jws.ok) return false
  const verified = await verifyJws(jws.value, candidates(keys, jws.value), () => {})
  return verified.ok || verified.reason === 'payload_malformed'
}
