/** The other spellings of client metadata: `name`, `scopes` and `public_key_pem` beside the standards' names. */
import { err, ok, type Result } from '../kernel/result.ts'
import { SPELLINGS, type ClientPatch, type ClientRegistration } from '../spec/admin/clients.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

type Spelling = keyof typeof SPELLINGS
/** A request by the standards' names alone; a key in PEM is left to who can read it. */
export type Spelled<T> = Omit<T, 'name' | 'scopes'>

/** The request by the standards' names. Two spellings of one thing in one request are refused, even if they agree. */
export function resolveSpellings<T extends ClientRegistration | ClientPatch>(
  given: T,
): Result<Spelled<T>, MetadataRefusal> {
  for (const spelling of Object.keys(SPELLINGS) as Spelling[]) {
    const other = SPELLINGS[spelling]
    if (given[spelling] !== undefined && given[other] !== undefined) {
      return err(metadataFault(spelling, `says the same as ${other}: send one of them`))
    }
  }
  const { name, scopes, ...rest } = given
  return ok({
    ...rest,
    ...(name !== undefined && { client_name: name }),
    ...(scopes !== undefined && { scope: scopes?.join(' ') ?? null }),
  })
}
