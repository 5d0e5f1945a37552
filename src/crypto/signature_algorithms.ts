/** All that verification must know about a JWS `alg`, in one place (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2). */
import type { JWK } from 'jose'
import type { RequestSigningAlgorithm } from '../spec/client_metadata.ts'

/** What a signature is verified with: a public key, or a secret's bytes. */
export type VerificationMaterial = JWK | Uint8Array

export interface SignatureAlgorithm {
  /** As clients register it. */
  alg: RequestSigningAlgorithm
  /** As a header may spell it. */
  spellings: readonly string[]
  /** Whether this is a key of the kind that the algorithm verifies with. */
  fits(material: VerificationMaterial): boolean
  /** The one length that a signature has, in bytes; undefined where the key decides. */
  signatureLength: number | undefined
}

/** "A key of the same size as the hash output … or larger MUST be used with this algorithm" (RFC 7518 §3.2). */
const SHORTEST_SECRET = 32

const isKey = (material: VerificationMaterial, kty: string, crv?: string): boolean =>
  !(material instanceof Uint8Array) &&
  material.kty === kty &&
  (crv === undefined || material.crv === crv)

export const SIGNATURE_ALGORITHMS: {
  readonly [alg in RequestSigningAlgorithm]: SignatureAlgorithm
} = {
  HS256: {
    alg: 'HS256',
    spellings: ['HS256'],
    fits: (material) => material instanceof Uint8Array && material.length >= SHORTEST_SECRET,
    signatureLength: 32,
  },
  EdDSA: {
    alg: 'EdDSA',
    spellings: ['EdDSA', 'Ed25519'],
    fits: (material) => isKey(material, 'OKP', 'Ed25519'),
    signatureLength: 64,
  },
  ES256: {
    alg: 'ES256',
    spellings: ['ES256'],
    fits: (material) => isKey(material, 'EC', 'P-256'),
    signatureLength: 64,
  },
  PS256: {
    alg: 'PS256',
    spellings: ['PS256'],
    fits: (material) => isKey(material, 'RSA'),
    signatureLength: undefined,
  },
  RS256: {
    alg: 'RS256',
    spellings: ['RS256'],
    fits: (material) => isKey(material, 'RSA'),
    signatureLength: undefined,
  },
}

/** The algorithm that a header names, to the letter; undefined for any that we do not verify, `none` above all. */
export function algorithmNamed(spelling: string): SignatureAlgorithm | undefined {
  return Object.values(SIGNATURE_ALGORITHMS).find(({ spellings }) => spellings.includes(spelling))
}
