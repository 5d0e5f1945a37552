/** How deep a JSON value is nested. Parsing survives any depth; whatever walks the value afterwards may not. */
import type { JsonObject, JsonValue } from './json.ts'

/** Whether no array or object in the value lies deeper than `most` levels; a bare string is at level 0. */
export function isShallow(value: JsonValue, most: number): boolean {
  let level = [value].filter(isNested)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= most) return false
    level = level.flatMap((each) => Object.values<JsonValue>(each)).filter(isNested)
  }
  return true
}

const isNested = (value: JsonValue): value is JsonObject | JsonValue[] =>
  typeof value === 'object' && value !== null
