/** An app that has nothing but a key of its own: it goes into every request, and every token is bound to it. */
import { exportJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import type { Identity } from '../identity.ts'

/** @param pair whose private half need not be extractable */
export function embeddedIdentity(pair: CryptoKeyPair): Required<Identity> {
  const { privateKey: key, publicKey } = pair
  const alg = key.algorithm.name === 'Ed25519' ? 'EdDSA' : 'ES256'
  return {
    authentication: async () => oauth.None(),
    signingKey: async () => ({ key, alg, jwk: await exportJWK(publicKey) }),
    proofs: oauth.DPoP({}, pair),
  }
}
