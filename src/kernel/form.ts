/**
 * Parameters of a query or a form body (application/x-www-form-urlencoded). Kept as pairs, because a name sent
 * twice is an error in OAuth: "Request and response parameters MUST NOT be included more than once" (RFC 6749 §3.1).
 */
import { err, ok, type Result } from './result.ts'

export type Parameters = ReadonlyMap<string, string>

/**
 * The one that may be sent more than once: "Multiple resource parameters MAY be used" (RFC 8707 §2). Its values, which
 * are URIs, stand in one, separated by spaces.
 */
const REPEATABLE = 'resource'

/** Parameters without a value "MUST be treated as if they were omitted from the request" (RFC 6749 §3.1). */
export function readParameters(encoded: string): Result<Parameters, { repeated: string }> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  for (const [name, value] of new URLSearchParams(encoded)) {
    const before = found.get(name)
    if (seen.has(name) && name !== REPEATABLE) return err({ repeated: name })
    seen.add(name)
    if (value !== '') found.set(name, before === undefined ? value : `${before} ${value}`)
  }
  return ok(found)
}
