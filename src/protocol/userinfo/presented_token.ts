/**
 * Where an access token is in a request: the Authorization header (RFC 6750 §2.1, RFC 9449 §7.1) or, for a bearer token
 * alone, the form (RFC 6750 §2.2); never the URL.
 */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'

export interface PresentedToken {
  scheme: 'Bearer' | 'DPoP'
  token: string
}

/** "b64token" (RFC 6750 §2.1), "token68" (RFC 9449 §7.1); the scheme's name is "case-insensitive" (RFC 9110 §11.1). */
const HEADER = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i

/** "Clients MUST NOT use more than one method to transmit the token in each request" (RFC 6750 §2). */
export function presentedToken(
  authorization: string | undefined,
  form: Parameters,
): Result<PresentedToken, Refusal> {
  const posted = form.get('access_token')
  if (authorization === undefined) {
    return posted === undefined
      ? refuse('access_token_missing')
      : ok({ scheme: 'Bearer', token: posted })
  }
  if (posted !== undefined) return refuse('access_token_ambiguous')
  const [, scheme, token] = HEADER.exec(authorization) ?? []
  if (scheme === undefined || token === undefined) return refuse('access_token_missing', 'scheme')
  return ok({ scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token })
}
