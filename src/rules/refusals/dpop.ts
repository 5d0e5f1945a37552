/** Refusals of proofs that a client holds a key: RFC 9449 §4.3, §5, §7. */
import { final, passing, type RefusalText } from './text.ts'

export const DPOP_REFUSALS = {
  dpop_proof_missing: final(
    'invalid_dpop_proof',
    'the DPoP header is missing',
    'Send a fresh proof in the DPoP header: what is asked for is bound to a key (RFC 9449 §5).',
  ),
  dpop_proof_malformed: final(
    'invalid_dpop_proof',
    'the DPoP header is not one JWT that can be read',
    'Send one DPoP header that holds one JWS in compact form, with alg, typ and jwk (RFC 9449 §4.2).',
  ),
  dpop_proof_algorithm: final(
    'invalid_dpop_proof',
    'the proof is signed with an algorithm that is not taken',
    'Sign with one of dpop_signing_alg_values_supported of the discovery document.',
  ),
  dpop_proof_key: final(
    'invalid_dpop_proof',
    'the jwk of the proof is not a public key to verify with',
    'Send the public members alone, of a P-256, Ed25519 or RSA key that the algorithm signs with.',
  ),
  dpop_proof_signature: final(
    'invalid_dpop_proof',
    'the signature of the proof is wrong',
    'Sign with the private half of the very key in jwk.',
  ),
  dpop_proof_typ: final(
    'invalid_dpop_proof',
    'typ of the proof is not dpop+jwt',
    'Set typ to dpop+jwt in the header of the proof.',
  ),
  dpop_proof_method: final(
    'invalid_dpop_proof',
    'htm of the proof is not the method of the request',
    'Set htm to the method as it is sent, such as POST.',
  ),
  dpop_proof_url: final(
    'invalid_dpop_proof',
    'htu of the proof is not the address of the request',
    'Set htu to the URL as the discovery document lists it, without query and fragment.',
  ),
  dpop_proof_time: final(
    'invalid_dpop_proof',
    'the proof was not made just now',
    'Set iat to the time in seconds, for each request anew, by a clock that is right.',
  ),
  dpop_proof_jti: final(
    'invalid_dpop_proof',
    'jti of the proof is missing or too long',
    'Set jti to a random string of at most 256 characters.',
  ),
  dpop_proof_access_token: final(
    'invalid_dpop_proof',
    'ath of the proof is not the hash of the access token',
    'Set ath to the SHA-256 of the access token, base64url without padding (RFC 9449 §4.2).',
  ),
  dpop_nonce_needed: passing(
    'use_dpop_nonce',
    'the proof lacks a current nonce of ours',
    'Make a new proof with the nonce of the DPoP-Nonce header of this answer, and send it again (RFC 9449 §8).',
  ),
  dpop_proof_replayed: final(
    'invalid_dpop_proof',
    'the proof was used before',
    'Make a new proof, with a new jti, for every request.',
  ),
  dpop_key_wrong: final(
    'invalid_dpop_proof',
    'the proof is of another key than what it comes with',
    'Use the key that the code, the pushed request or the token is bound to.',
  ),
} as const satisfies Record<string, RefusalText>
