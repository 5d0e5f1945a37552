/**
 * Reads `resource` (RFC 8707 §2): of a form, where several stand separated by spaces, or of a request object, where "a
 * single resource parameter value is represented as a JSON string while multiple values are represented as an array of
 * strings" (§2.1).
 */
import type { JsonValue } from '../kernel/json.ts'
import { err, ok, type Result } from '../kernel/result.ts'

const MOST_RESOURCES = 10
const LONGEST_RESOURCE = 512

/** @returns nothing where none is asked for. Which ones there are is the rules' to know, so the form is hardly judged */
export function parseResource(
  value: JsonValue | undefined,
): Result<{ resource?: string[] }, 'resource_malformed'> {
  if (value === undefined) return ok({})
  const given: JsonValue[] = typeof value === 'string' ? value.split(' ') : [value].flat()
  const resources = new Set(given.filter((each) => typeof each === 'string'))
  const isList =
    resources.size > 0 &&
    resources.size <= MOST_RESOURCES &&
    given.every((each) => typeof each === 'string' && each.length <= LONGEST_RESOURCE)
  return isList ? ok({ resource: [...resources] }) : err('resource_malformed')
}
