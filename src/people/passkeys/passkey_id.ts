/** What a passkey is called here. */
import { sha256base64url } from '../../kernel/digest.ts'

/** Of fixed length, whatever an authenticator makes up; and the Directory's name of it, by which its owner is found. */
export const passkeyIdOf = (credentialId: string): Promise<string> => sha256base64url(credentialId)
