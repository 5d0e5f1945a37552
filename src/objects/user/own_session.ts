/** Whether somebody who asks for their own account is signed in to it, and whether they were there just now. */
import { authenticatedAt } from '../../domain/authentication.ts'
import { isFresh, type OwnSession } from '../../domain/own_account.ts'
import type { Person } from '../../domain/person.ts'
import type { Session } from '../../domain/session.ts'
import { mayChangeFactors } from '../../domain/sign_in.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readPerson } from './documents.ts'
import { secondFactorsOf } from './factors.ts'
import { sessionOfCookie } from './sessions.ts'
import type { Turn } from './turn.ts'

/** Decides for the person whose session it is, or for nobody. */
export function inSession<T>(
  turn: Turn,
  { key, policy }: OwnSession,
  decide: (person: Person, session: Session) => T,
): Result<T, 'no_session'> {
  const person = readPerson(turn.sql)
  const session = person && sessionOfCookie(turn, person, key, policy)
  return session ? ok(decide(person, session)) : err('no_session')
}

/**
 * As `inSession`, for what whoever merely holds a session must not do: then they prove themselves again first, and
 * whoever can prove two factors proves both.
 */
export function inFreshSession<T>(
  turn: Turn,
  own: OwnSession,
  decide: (person: Person, session: Session) => T,
): Result<T, 'no_session' | 'stale'> {
  const found = inSession(turn, own, (person, session) => ({ person, session }))
  if (!found.ok) return found
  const { person, session } = found.value
  return isProvenNow(turn, own, person, session) ? ok(decide(person, session)) : err('stale')
}

/** Whether its person has proven all that they can within the last minutes. */
export const isProvenNow = (
  turn: Turn,
  { policy }: OwnSession,
  person: Person,
  session: Session,
): boolean =>
  isFresh(authenticatedAt(session), turn.now) &&
  mayChangeFactors(session.facts, secondFactorsOf(turn, person, policy))
