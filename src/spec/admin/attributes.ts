/** What operators say of a person beyond the standard claims: roles, groups, and custom claims by names of their own. */
import * as v from 'valibot'
import { utf8 } from '../../kernel/encoding.ts'
import type { JsonObject, JsonValue } from '../../kernel/json.ts'
import { isShallow } from '../../kernel/json_depth.ts'
import { isCustomName } from '../claim_names.ts'
import { about, displayText } from './values.ts'

/** They travel in every access token that is asked for with them: so all of it together is bounded. */
const MOST_NAMES = 100
const MOST_CUSTOM_BYTES = 4096
const DEEPEST = 4

const names = v.pipe(
  v.array(v.pipe(displayText, v.maxLength(100))),
  v.maxLength(MOST_NAMES),
  v.check((list) => new Set(list).size === list.length),
)

const customClaims = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((bag) => Object.keys(bag).every(isCustomName)),
  v.check((bag) => isShallow(bag as JsonValue, DEEPEST)),
  v.check((bag) => utf8(JSON.stringify(bag)).length <= MOST_CUSTOM_BYTES),
  v.transform((bag) => bag as JsonObject),
)

export const attributes = {
  roles: about('Told to apps by the scope roles', names),
  groups: about('Told to apps by the scope groups', names),
  custom_claims: about(
    'Any JSON by name, 4 KiB in all, told to apps by claim_mappings; replaced as a whole',
    customClaims,
  ),
}
