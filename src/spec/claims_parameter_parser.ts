/** Reads the `claims` parameter (OpenID Connect Core §5.5): JSON text in a form, an object or its text in a JWT. */
import { isJsonObject, parseJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts'
import { isShallow } from '../kernel/json_depth.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ClaimsRequest } from './claims.ts'

const LONGEST = 8192
/** A claim's `values` are the deepest that the standard goes. */
const DEEPEST = 6
const PLACES = ['id_token', 'userinfo'] as const

/** Members other than `id_token` and `userinfo` are ignored, as the standard has it. Never throws. */
export function parseClaimsParameter(
  value: JsonValue,
): Result<ClaimsRequest, 'malformed' | 'too_long'> {
  if (typeof value === 'string') {
    if (value.length > LONGEST) return err('too_long')
    const object = parseJsonObject(value)
    return object ? readRequest(object) : err('malformed')
  }
  if (!isJsonObject(value) || !isShallow(value, DEEPEST)) return err('malformed')
  return JSON.stringify(value).length > LONGEST ? err('too_long') : readRequest(value)
}

function readRequest(object: JsonObject): Result<ClaimsRequest, 'malformed'> {
  if (!isShallow(object, DEEPEST)) return err('malformed')
  const request: ClaimsRequest = {}
  for (const place of PLACES) {
    const asked = object[place] ?? {}
    if (!isJsonObject(asked) || !Object.values(asked).every(isClaimRequest)) return err('malformed')
    if (!isSubRequest(asked['sub'] ?? null)) return err('malformed')
    if (Object.hasOwn(object, place)) request[place] = asked
  }
  return ok(request)
}

/** "null … or a JSON Object": how much a claim matters and which values it may have. */
const isClaimRequest = (value: JsonValue): boolean => value === null || isJsonObject(value)

/** A person who is demanded must be readable, or the demand would be lost (§5.5.1). */
const isSubRequest = (value: JsonValue): boolean =>
  !isJsonObject(value) || !Object.hasOwn(value, 'value') || typeof value['value'] === 'string'
