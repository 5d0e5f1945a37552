/** Where a passkey was made or used: on a page of ours and in no frame of another. Judged before anything is asked or verified. */
import { err, ok, type Result } from '../kernel/result.ts'
import type { ClientData } from '../spec/passkey_response.ts'

export type ClientDataFault = 'type' | 'origin' | 'cross_origin'

/**
 * @param type `webauthn.create` or `webauthn.get`
 * @param origin the issuer, which is an origin and no more
 */
export function judgeClientData(
  clientData: ClientData,
  type: 'webauthn.create' | 'webauthn.get',
  origin: string,
): Result<null, ClientDataFault> {
  // WebAuthn §7.2: "Verify that the value of C.type is the string webauthn.get."
  if (clientData.type !== type) return err('type')
  // §7.2: "Verify that the value of C.origin is an origin expected by the Relying Party": no sub-domain, no other scheme.
  if (clientData.origin !== origin) return err('origin')
  // §7.2: "If C.crossOrigin is present and set to true, verify that the credential was expected to be used within an iframe".
  if (clientData.crossOrigin === true || clientData.topOrigin !== undefined) {
    return err('cross_origin')
  }
  return ok(null)
}
