/** Bodies of `/api/sso/v1/users`: a person by the standard claims (OpenID Connect Core §5.1), and what hangs on them. */
import * as v from 'valibot'
import type { Sub } from '../../kernel/ids.ts'
import { attributes } from './attributes.ts'
import { erasable, omissible } from './entries.ts'
import { pageOf } from './pages.ts'
import { about, count, displayLines, displayText, instant, webUri } from './values.ts'

const address = v.strictObject(
  omissible({
    formatted: displayLines,
    street_address: displayLines,
    locality: displayText,
    region: displayText,
    postal_code: displayText,
    country: displayText,
  }),
)

/** Whether it is an address that can be someone's name is decided by `domain/names.ts`. */
export const email = v.pipe(v.string(), v.maxLength(254), v.examples(['ada@example.com']))

/** The claims about a person that the API takes, but for their address. */
export const personClaims = {
  email_verified: v.boolean(),
  name: displayText,
  given_name: displayText,
  family_name: displayText,
  middle_name: displayText,
  nickname: displayText,
  preferred_username: displayText,
  profile: webUri,
  picture: webUri,
  website: webUri,
  gender: displayText,
  birthdate: about(
    'YYYY-MM-DD, 0000-MM-DD or YYYY',
    v.pipe(
      v.string(),
      v.regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))?$/),
      v.examples(['1815-12-10']),
    ),
  ),
  /** A name of the IANA time zone database. */
  zoneinfo: v.pipe(
    v.string(),
    v.maxLength(64),
    v.regex(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/),
    v.examples(['Europe/Paris']),
  ),
  /** A BCP 47 language tag; an underscore is tolerated, as the claim's definition asks. */
  locale: v.pipe(
    v.string(),
    v.maxLength(64),
    v.regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/),
    v.examples(['en-US']),
  ),
  /** E.164, with spaces and brackets tolerated, and an extension as RFC 3966 writes it. */
  phone_number: v.pipe(
    v.string(),
    v.regex(/^\+[0-9][0-9 ().-]{3,30}(?:;ext=[0-9]{1,10})?$/),
    v.examples(['+1 (425) 555-1212']),
  ),
  phone_number_verified: v.boolean(),
  address,
}

/** What `crypto/password.ts` can hash: half of a surrogate pair is no text, and has no UTF-8. */
export const password = v.pipe(
  v.string(),
  v.minLength(8),
  v.maxLength(1024),
  v.check((text) => text.isWellFormed()),
)

const operator = about(
  'Whether they are an operator: an app with amphora:admin opens the admin API in their name',
  v.boolean(),
)

export const userCreation = v.pipe(
  v.strictObject({
    email,
    password: v.exactOptional(
      about('Without one the person cannot sign in until one is set', password),
    ),
    admin: v.exactOptional(operator),
    ...omissible(attributes),
    ...omissible(personClaims),
  }),
  v.examples([{ email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' }]),
)
export type UserCreation = v.InferOutput<typeof userCreation>

export const userPatch = v.strictObject({
  email: v.exactOptional(email),
  password: v.exactOptional(about("A new one ends the person's sessions and grants", password)),
  disabled: v.exactOptional(
    about('True ends everything and refuses new sign-ins until it is false again', v.boolean()),
  ),
  admin: v.exactOptional(operator),
  ...erasable(attributes),
  ...erasable(personClaims),
})
export type UserPatch = v.InferOutput<typeof userPatch>

/**
 * A subject, or undefined for what cannot be one: nothing is asked about it then. Ours are 22 characters of base64url; an
 * import brings others, of at most 255 (OpenID Connect Core §2), in characters that can stand in a path.
 */
export const readSub = (text: string): Sub | undefined =>
  SUB.test(text) && text !== NOBODY ? (text as Sub) : undefined

/** Dots alone would climb a path. */
const SUB = /^(?=.*[^.])[A-Za-z0-9._~|@:+-]{1,255}$/
/** The object that is asked in place of somebody who does not exist has this name (`stores/users.ts`). */
const NOBODY = 'nobody'

const sub = v.pipe(v.string(), v.examples(['Zk3vJ8rTq0yB1cX5nM7wLg']))

const identityAnswer = v.strictObject({
  issuer: v.string(),
  sub: v.string(),
  provider: v.string(),
  label: v.exactOptional(v.string()),
  linked_at: instant,
})
export type IdentityAnswer = v.InferInput<typeof identityAnswer>

export const userAnswer = v.strictObject({
  sub,
  email: v.exactOptional(email),
  ...omissible(personClaims),
  terms: v.exactOptional(
    about(
      'The terms that the person has accepted',
      v.strictObject({ version: v.string(), accepted_at: instant }),
    ),
  ),
  has_password: v.boolean(),
  identities: v.exactOptional(
    about('Who they are at other providers, and sign in as', v.array(identityAnswer)),
  ),
  disabled: v.boolean(),
  admin: v.boolean(),
  ...attributes,
  created_at: instant,
  updated_at: instant,
})
export type UserAnswer = v.InferInput<typeof userAnswer>

export const userPage = pageOf(
  v.strictObject({
    sub,
    email: v.exactOptional(email),
    name: v.exactOptional(v.string()),
    disabled: v.boolean(),
    created_at: instant,
  }),
)

export const sessionAnswer = v.strictObject({
  id: v.string(),
  facts: about(
    'What the person proved, and when',
    v.array(v.strictObject({ method: v.string(), at: instant })),
  ),
  created_at: instant,
  last_seen_at: instant,
  ip: v.string(),
  user_agent: v.string(),
  country: v.exactOptional(v.string()),
})
export type SessionAnswer = v.InferInput<typeof sessionAnswer>

export const grantAnswer = v.strictObject({
  id: v.string(),
  client_id: v.string(),
  scope: v.string(),
  scopes: v.array(v.string()),
  resource: v.array(v.string()),
  offline: about('Whether it outlives the session that it began in (offline_access)', v.boolean()),
  session_id: v.string(),
  created_at: instant,
  last_used_at: instant,
})
export type GrantAnswer = v.InferInput<typeof grantAnswer>

export const passkeyAnswer = v.strictObject({
  id: v.string(),
  name: v.string(),
  synced: about('Whether its key may be synced between devices, or is bound to one', v.boolean()),
  backed_up: about('Whether its key is on more than one device now', v.boolean()),
  transports: v.array(v.string()),
  created_at: instant,
  last_used_at: v.nullable(instant),
})
export type PasskeyAnswer = v.InferInput<typeof passkeyAnswer>
export const secondFactorsAnswer = v.strictObject({
  ways: about('How a second factor can be proven', v.array(v.string())),
  recovery_codes_left: count,
})
export type SecondFactorsAnswer = v.InferInput<typeof secondFactorsAnswer>

export const personEvent = v.strictObject({
  id: v.string(),
  at: instant,
  event: v.string(),
  client_id: v.exactOptional(v.string()),
  grant_id: v.exactOptional(v.string()),
  detail: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
})
export type PersonEvent = v.InferInput<typeof personEvent>

export const sessionPage = pageOf(sessionAnswer)
export const grantPage = pageOf(grantAnswer)
export const passkeyPage = pageOf(passkeyAnswer)
export const personEventPage = pageOf(personEvent)

/** How many sessions, grants or passkeys were ended. */
export const endedCount = v.strictObject({ ended: count })
