/** Where a bearer token is in a request (RFC 6750 §2): the Authorization header or the form, never the URL. */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'

/** "b64token" (RFC 6750 §2.1); the scheme's name is "case-insensitive" (RFC 9110 §11.1). */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i

/** "Clients MUST NOT use more than one method to transmit the token in each request" (§2). */
export function bearerTokenOf(
  authorization: string | undefined,
  form: Parameters,
): Result<string, Refusal> {
  const posted = form.get('access_token')
  if (authorization === undefined) {
    return posted === undefined ? refuse('access_token_missing') : ok(posted)
  }
  if (posted !== undefined) return refuse('access_token_ambiguous')
  const [, token] = BEARER.exec(authorization) ?? []
  return token === undefined ? refuse('access_token_missing', 'scheme') : ok(token)
}
