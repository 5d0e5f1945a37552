/** The lines of `POST /api/sso/v1/users/import`: a person in each that comes, and what became of them in each that goes. */
import * as v from 'valibot'
import { attributes } from './attributes.ts'
import { omissible } from './entries.ts'
import { email, personClaims, readSub } from './users.ts'
import { about, count, displayText, uri } from './values.ts'

/** As many as a person may have (`domain/identity.ts`). */
const MOST_IDENTITIES = 10

const identity = v.strictObject({
  provider: about('By its id', v.pipe(displayText, v.examples(['google']))),
  sub: about(
    'Their subject there',
    v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[\x20-\x7e]+$/)),
  ),
  issuer: v.exactOptional(
    about('Where a provider has many: the one of their directory at Microsoft', uri),
  ),
})

/** Of one person, who is no operator: those are made one by one. Whether a hash can be verified here is decided by `crypto/foreign_hashes.ts`. */
export const importRow = v.pipe(
  v.strictObject({
    sub: v.exactOptional(
      about(
        'The subject that apps know them by; one of ours if it is left out',
        v.pipe(
          v.string(),
          v.check((text) => readSub(text) !== undefined),
          v.examples(['auth0|507f1f77bcf86cd799439020']),
        ),
      ),
    ),
    email: v.exactOptional(email),
    identities: v.exactOptional(
      about(
        'Who they are at providers of the tenant, and sign in as from now on',
        v.pipe(v.array(identity), v.maxLength(MOST_IDENTITIES)),
      ),
    ),
    password_hash: v.exactOptional(
      about(
        'As another system made it: a PHC or modular crypt string of bcrypt, argon2, scrypt or PBKDF2',
        v.pipe(v.string(), v.maxLength(1024)),
      ),
    ),
    disabled: v.exactOptional(v.boolean()),
    ...omissible(attributes),
    ...omissible(personClaims),
  }),
  v.examples([
    {
      sub: 'auth0|507f1f77bcf86cd799439020',
      email: 'ada@example.com',
      email_verified: true,
      name: 'Ada Lovelace',
      password_hash: '$2b$10$CwTycUXWue0Thq9StjUM0uJ8f5qS3z4aP0v3oTtHqYd6hJ5pQO9aK',
    },
  ]),
)
export type ImportRow = v.InferOutput<typeof importRow>

/** `first_line` is the number of the first line in the file that it was cut from. */
export const importQuery = v.strictObject({
  first_line: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)),
    '1',
  ),
})

const fault = { error: v.string(), field: v.exactOptional(v.string()), detail: v.string() }

const counts = {
  next_line: about('Where to go on; every line before it is done', count),
  created: count,
  unchanged: count,
  refused: count,
}

/** One for each person, in the order in which they came, and one at the end: without it, the answer was cut short. */
export const importLine = v.variant('result', [
  v.strictObject({ line: count, result: v.picklist(['created', 'unchanged']), sub: v.string() }),
  v.strictObject({ line: count, result: v.literal('refused'), ...fault }),
  v.strictObject({ result: v.literal('finished'), ...counts }),
  v.strictObject({ result: v.literal('stopped'), ...counts, ...fault }),
])
export type ImportLine = v.InferInput<typeof importLine>
