/** The small values that the bodies of the admin API are made of. */
import * as v from 'valibot'
import { DISPLAY_LINES, DISPLAY_TEXT, LONGEST_DISPLAY_TEXT } from '../display_text.ts'

/** A value with a sentence about it, which the description of the API repeats. */
export const about = <Schema extends v.GenericSchema>(text: string, schema: Schema) =>
  v.pipe(schema, v.description(text))

/** Text that people will read: 1 to 200 characters, none of which hides or reorders others. */
export const displayText = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LONGEST_DISPLAY_TEXT),
  v.regex(DISPLAY_TEXT),
  v.check((text) => text.isWellFormed()),
)

/** The same over several lines, as an address has them. */
export const displayLines = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LONGEST_DISPLAY_TEXT),
  v.regex(DISPLAY_LINES),
)

/** The characters that a URI is written with (RFC 3986 §2); the rules judge what it names. */
export const uri = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(2048),
  v.regex(/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/),
)

/** A web page or picture of a person: they are shown and linked, so http and https alone. */
export const webUri = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.regex(/^https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/),
)

/** A scope token (RFC 6749 §3.3). */
export const scopeToken = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/),
)

/** Whole seconds within bounds. */
export const secondsBetween = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

/** An instant in an answer: ISO 8601 in UTC. */
export const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/))

/** A revision or a count in an answer. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The body of an action that takes no words. */
export const emptyBody = v.strictObject({})

/** A public key in an answer. Members are open-ended (RFC 7517 §4). */
export const publicJwk = v.looseObject({ kty: v.exactOptional(v.string()) })
