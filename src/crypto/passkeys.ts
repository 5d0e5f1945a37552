/** What an authenticator has signed, verified by @simplewebauthn/server: this is the only importer of it. */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { base64url, fromBase64url, utf8 } from '../kernel/encoding.ts'
import type { Sub } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { PasskeyAssertion, PasskeyAttestation } from '../spec/passkey_response.ts'
import type { TenantKeys } from './tenant_keys.ts'

/** What of the ceremony was ours to say. */
export interface PasskeyCeremony {
  /** The relying party's id: the issuer's host (WebAuthn §4 "RP ID"). */
  rpId: string
  origin: string
  /** Base64url, as it was given out. */
  challenge: string
}

/** COSE algorithms that we ask for, the first one first: EdDSA, ES256, RS256 (RFC 9053 §2, RFC 8812 §2). */
export const PASSKEY_ALGORITHMS = [-8, -7, -257]

/** A key that was made just now. */
export interface MadePasskey {
  credentialId: string
  /** A COSE key, in base64url. */
  publicKey: string
  counter: number
  isSynced: boolean
  isBackedUp: boolean
}

export interface ProvenPasskey {
  counter: number
  isSynced: boolean
  isBackedUp: boolean
  isUserVerified: boolean
}

/**
 * WebAuthn §7.1. No attestation is asked for, so none is believed: `none`, or `packed` by the key itself, which browsers
 * pass on (§5.1.3 step 22). The person must be there; whether they were verified is looked at when it counts.
 * @returns a sentence for the log where it is refused
 */
export const verifyAttestation = (
  { id, ...response }: PasskeyAttestation,
  ceremony: PasskeyCeremony,
): Promise<Result<MadePasskey, string>> =>
  attempt(async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { ...response, transports: [] },
      },
      expectedChallenge: ceremony.challenge,
      expectedOrigin: ceremony.origin,
      expectedRPID: ceremony.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    })
    if (!verified) return err('the attestation is not signed by the key')
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
    // §7.1: "Verify that the credentialId is" the one that was made, not another that was named beside it.
    if (credential.id !== id) return err('the credential is another than the one that is named')
    return ok({
      credentialId: id,
      publicKey: base64url(credential.publicKey),
      counter: credential.counter,
      isSynced: credentialDeviceType === 'multiDevice',
      isBackedUp: credentialBackedUp,
    })
  })

/**
 * WebAuthn §7.2, but for what must be decided once: the counter and the challenge are judged by the person's object.
 * @param publicKey of the passkey that the assertion names
 * @returns a sentence for the log where it is refused
 */
export const verifyAssertion = (
  { id, ...response }: PasskeyAssertion,
  publicKey: string,
  ceremony: PasskeyCeremony,
): Promise<Result<ProvenPasskey, string>> =>
  attempt(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: ceremony.challenge,
      expectedOrigin: ceremony.origin,
      expectedRPID: ceremony.rpId,
      requireUserVerification: false,
      // The library would judge the counter before the signature, and by what may be old.
      credential: { id, publicKey: fromBase64url(publicKey) ?? new Uint8Array(), counter: 0 },
    })
    if (!verified) return err('the signature is not right')
    return ok({
      counter: authenticationInfo.newCounter,
      isSynced: authenticationInfo.credentialDeviceType === 'multiDevice',
      isBackedUp: authenticationInfo.credentialBackedUp,
      isUserVerified: authenticationInfo.userVerified,
    })
  })

/** The library refuses by exceptions; to us its refusals are values. */
async function attempt<T>(verify: () => Promise<Result<T, string>>): Promise<Result<T, string>> {
  try {
    return await verify()
  } catch (refusal) {
    return err(refusal instanceof Error ? refusal.message : 'it cannot be read')
  }
}

/**
 * By which authenticators know a person: 32 bytes, in base64url. "The user handle MUST NOT contain personally identifying
 * information" (WebAuthn §14.6.1); a `sub` may, where it was brought along from elsewhere. The same for all passkeys of a
 * person, so that an authenticator keeps one account and not two.
 */
export async function userHandleOf(keys: TenantKeys, sub: Sub): Promise<string> {
  const text = utf8(`passkey\0${sub}`)
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.pairwiseKey, text)))
}
