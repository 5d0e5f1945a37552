/** Reads the authorization request parameter `dpop_jkt`: the key that alone may redeem the code (RFC 9449 §10). */
import type { JsonValue } from '../kernel/json.ts'
import { err, ok, type Result } from '../kernel/result.ts'

/** "the JWK Thumbprint … using the SHA-256 hash function" (RFC 9449 §10), base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/

export function parseDpopJkt(
  value: JsonValue | undefined,
): Result<{ dpop_jkt?: string }, 'dpop_jkt_malformed'> {
  if (value === undefined) return ok({})
  return typeof value === 'string' && THUMBPRINT.test(value)
    ? ok({ dpop_jkt: value })
    : err('dpop_jkt_malformed')
}
