import { ok } from '../../kernel/result.ts'
import type { AuthenticationMethod } from './credentials.ts'

/**
 * "A client MAY use the client_id request parameter to identify itself" (RFC 6749 §3.2.1): that proves nothing, and of
 * a public client nothing more is asked.
 */
export const none: AuthenticationMethod = {
  name: 'none',
  read: ({ parameters }) =>
    parameters.has('client_id')
      ? { clientId: parameters.get('client_id'), proof: undefined }
      : undefined,
  prove: async () => ok({}),
  pretend: async () => {},
}
