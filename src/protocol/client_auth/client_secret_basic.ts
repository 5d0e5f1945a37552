import { fromBase64, fromUtf8 } from '../../kernel/encoding.ts'
import { pretendSecret, proveSecret } from './client_secret.ts'
import type { AuthenticationMethod, Credentials } from './credentials.ts'

/** "the HTTP Basic authentication scheme" (RFC 6749 §2.3.1). Any other scheme is taken as a Basic that says nothing. */
export const clientSecretBasic: AuthenticationMethod = {
  name: 'client_secret_basic',
  read: ({ authorization }) => (authorization === undefined ? undefined : readBasic(authorization)),
  prove: proveSecret,
  pretend: pretendSecret,
}

const NOTHING: Credentials = { clientId: undefined, proof: undefined }

function readBasic(authorization: string): Credentials {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization) ?? []
  const bytes = fromBase64(encoded)
  const text = bytes && fromUtf8(bytes)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon < 0) return NOTHING
  return { clientId: decodeForm(text.slice(0, colon)), proof: decodeForm(text.slice(colon + 1)) }
}

/** "encoded using the application/x-www-form-urlencoded encoding algorithm"; undefined where it is not. */
function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
