/** A proof that was given: taken by the person's object, and what comes of it. */
import { withFact, type AuthenticationFact } from '../../domain/authentication.ts'
import type { Person } from '../../domain/person.ts'
import type { Session } from '../../domain/session.ts'
import { nextStep, type Entry, type SignIn } from '../../domain/sign_in.ts'
import { owesTerms } from '../../domain/sign_up.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { readPerson, writePerson } from './documents.ts'
import { secondFactorsOf, takeProof } from './factors.ts'
import { makeRoom, readSession, sessionOfCookie, writeSession } from './sessions.ts'
import type { Turn } from './turn.ts'

/** `refused`: nobody, disabled, changed meanwhile, or a proof that was used before. */
export function signIn(turn: Turn, given: SignIn): Result<Entry, 'refused'> {
  const { sql } = turn
  const asked = readPerson(sql)
  if (!asked || asked.disabled) return err('refused')
  const made = madeBefore(sql, given)
  if (made) return entered(made, asked, given)
  if (asked.credentialEpoch !== given.credentialEpoch) return err('refused')
  const fact = takeProof(turn, asked, given.proof, given.policy)
  // A proof may change the person: the first one of their address ends all that was before.
  const person = readPerson(sql)
  if (!fact || !person) return err('refused')
  const known = given.current
    ? sessionOfCookie(turn, person, given.current, given.policy)
    : undefined
  const onto = given.onto === 'session' ? (known?.facts ?? []) : given.onto
  const facts = withFact(onto, fact)
  const policy = { ...given.policy, isMailTaken: given.isMailTaken }
  const next = nextStep(facts, secondFactorsOf(turn, person, policy), given.demand)
  if (given.passwordHash !== undefined) {
    writePerson(sql, { ...person, passwordHash: given.passwordHash })
  }
  const { credentialEpoch } = person
  switch (next.kind) {
    case 'session':
      return entered(keepSession(turn, person, { given, known, facts }), person, given)
    case 'second_factor':
      return ok({ ...next, facts, credentialEpoch })
    case 'set_up':
      return ok({ ...next, facts, credentialEpoch })
    case 'first_factor':
      return err('refused')
  }
}

const entered = (
  { id, cookieId }: Session,
  person: Person,
  { termsVersion }: SignIn,
): Result<Entry, never> =>
  ok({
    kind: 'session',
    key: { sessionId: id, cookieId },
    owesTerms: owesTerms(person, termsVersion),
  })

/** What this very call has made, if only its answer was lost: nobody else has proposed that cookie. */
export const madeBefore = (sql: Sql, { current, proposed }: SignIn): Session | undefined =>
  [current?.sessionId, proposed.sessionId]
    .map((id) => (id === undefined ? undefined : readSession(sql, id)))
    .find((session) => session?.cookieId === proposed.cookieId)

interface Proven {
  given: SignIn
  known: Session | undefined
  facts: AuthenticationFact[]
}

function keepSession(turn: Turn, person: Person, proven: Proven): Session {
  const { given, known } = proven
  if (!known) makeRoom(turn, person, given.policy)
  const session = known ? renewed(known, proven, turn.now) : begun(person, proven, turn.now)
  writeSession(turn.sql, session)
  return session
}

const begun = (person: Person, { given, facts }: Proven, now: Seconds): Session => ({
  id: given.proposed.sessionId,
  cookieId: given.proposed.cookieId,
  facts,
  provedFor: given.provedFor,
  createdAt: now,
  lastSeenAt: now,
  tenantEpoch: given.policy.tenantEpoch,
  credentialEpoch: person.credentialEpoch,
  device: given.device,
})

/**
 * The same session, proven again: its grants stay, its cookie changes. Only a first factor is a new sign-in, which is what
 * `prompt=login` asks to see; one that was added to the session's own is a step up.
 */
const renewed = (session: Session, { given, facts }: Proven, now: Seconds): Session => ({
  ...session,
  cookieId: given.proposed.cookieId,
  facts,
  provedFor: given.onto === 'session' ? session.provedFor : given.provedFor,
  lastSeenAt: now,
  device: given.device,
})
