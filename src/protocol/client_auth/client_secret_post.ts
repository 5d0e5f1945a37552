import { pretendSecret, proveSecret } from './client_secret.ts'
import type { AuthenticationMethod } from './credentials.ts'

/** "including the client credentials in the request-body" (RFC 6749 §2.3.1). */
export const clientSecretPost: AuthenticationMethod = {
  name: 'client_secret_post',
  read: ({ parameters }) =>
    parameters.has('client_secret')
      ? { clientId: parameters.get('client_id'), proof: parameters.get('client_secret') }
      : undefined,
  prove: proveSecret,
  pretend: pretendSecret,
}
