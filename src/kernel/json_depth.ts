/** How deep a JSON value is nested. Parsing survives any depth; whatever walks the value afterwards may not. */
import type { JsonValue } from './json.ts'

/** Whether no array or object in the value lies deeper than `most` levels; a bare string is at level 0. */
export function isShallow(value: JsonValue, most: number): boolean {
  let level: JsonValue[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    level = level.filter((each) => typeof each === 'object' && each !== null)
    if (level.length > 0 && depth >= most) return false
    level = level.flatMap((each) => Object.values(each ?? {}))
  }
  return true
}
