/** The person's own record: made once, changed by revision, erased but for a tombstone. */
import type { ImportedPerson, Person } from '../../domain/person.ts'
import {
  endsEverything,
  isPatched,
  patchPerson,
  type PersonPatch,
} from '../../domain/person_patch.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isErased, readPerson, writePerson, writeTombstone } from './documents.ts'
import { dropSessions } from './sessions.ts'
import type { Turn } from './turn.ts'

/** The very same record once more is the same call, whose answer was lost: a password hash has a salt of its own. */
export function createPerson({ sql }: Turn, person: Person): Result<Person, 'exists'> {
  const known = readPerson(sql)
  if (known && JSON.stringify(known) === JSON.stringify(person)) return ok(known)
  if (known || isErased(sql)) return err('exists')
  writePerson(sql, person)
  return ok(person)
}

/** The same row makes a person once, whatever they have become since. */
export function importPerson(
  { sql }: Turn,
  person: ImportedPerson,
): Result<{ person: Person; isNew: boolean }, 'exists' | 'erased'> {
  const known = readPerson(sql)
  if (known) {
    return known.imported === person.imported ? ok({ person: known, isNew: false }) : err('exists')
  }
  if (isErased(sql)) return err('erased')
  writePerson(sql, person)
  return ok({ person, isNew: true })
}

export function updatePerson(
  turn: Turn,
  patch: PersonPatch,
  expectedRevision: number | null,
): Result<Person, 'unknown' | 'changed'> {
  const { sql, now } = turn
  const person = readPerson(sql)
  if (!person) return err('unknown')
  if (expectedRevision !== null && person.revision !== expectedRevision) {
    // The last change was this one, and only its answer was lost.
    const wasMade = person.revision === expectedRevision + 1 && isPatched(person, patch)
    return wasMade ? ok(person) : err('changed')
  }
  const patched = patchPerson(person, patch, now)
  writePerson(sql, patched)
  if (endsEverything(person, patch)) dropSessions(turn)
  return ok(patched)
}

/** All but `logouts`: who is still to be told of a sign-out is told, and then that is empty too. */
const TABLES = [
  'sessions',
  'consents',
  'grants',
  'approved',
  'events',
  'mails',
  'dpop_proofs',
  'documents',
]

/** All in one turn: an object that were empty for a moment could be made anew. */
export function erasePerson(
  { sql }: Turn,
  expectedRevision: number | null = null,
): Result<null, 'unknown' | 'changed'> {
  const person = readPerson(sql)
  if (!person) return err('unknown')
  if (expectedRevision !== null && person.revision !== expectedRevision) return err('changed')
  for (const table of TABLES) sql.write(`DELETE FROM ${table}`)
  writeTombstone(sql)
  return ok(null)
}
