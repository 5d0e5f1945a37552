/** The door for refusals of endpoints that answer JSON (RFC 6749 §5.2). Made here and nowhere else. */
import { GUIDE_PATH } from '../../pages/error_guide.tsx'
import type { ClientRefusal } from '../../protocol/client_auth/authenticate_client.ts'
import { REFUSALS, type RefusalKey } from '../../rules/refusals.ts'
import type { OAuthErrorCode } from '../../spec/error_codes.ts'
import type { World } from '../../stores/world.ts'

/** For whatever holds "tokens, credentials, or other sensitive information" (RFC 6749 §5.1). */
export const NOT_STORED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const

/** "400 (Bad Request) … (unless specified otherwise)" (RFC 6749 §5.2), and where it is. */
const STATUS_BY_KEY: { readonly [Key in RefusalKey]?: number } = {
  body_too_large: 413,
  method_wrong: 405,
  too_many_attempts: 429,
}
const STATUS_BY_ERROR: { readonly [Error in OAuthErrorCode]?: number } = {
  invalid_client: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  server_error: 500,
  temporarily_unavailable: 503,
}

export const statusOf = (key: RefusalKey): number =>
  STATUS_BY_KEY[key] ?? STATUS_BY_ERROR[REFUSALS[key].error] ?? 400

/** How long a caller should wait before it tries again, in seconds. */
const RETRY_AFTER: { readonly [Key in RefusalKey]?: string } = {
  try_again: '1',
  too_many_attempts: '60',
}

type Answering = Pick<World, 'issuer' | 'log'>

/**
 * @param headers what this refusal needs beside what every one has
 * @param status where it is another than this refusal has everywhere else
 */
export function refusalResponse(
  { issuer, log }: Answering,
  { key, cause, challenge }: ClientRefusal,
  headers: Record<string, string> = {},
  status = statusOf(key),
): Response {
  const { error, description, retryable } = REFUSALS[key]
  const retryAfter = RETRY_AFTER[key]
  log.debug('refused', { key, cause })
  const body = {
    error,
    error_description: description,
    error_uri: `${issuer}${GUIDE_PATH}#${key}`,
    retryable,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...NOT_STORED,
      ...(retryAfter !== undefined && { 'Retry-After': retryAfter }),
      ...(challenge && { 'WWW-Authenticate': `${challenge} realm="${issuer}"` }),
      ...headers,
    },
  })
}
