/** What a person sees and decides of their own account. Each is asked in a session of theirs, and only while it stands. */
import type {
  AccountOverview,
  OwnClaims,
  OwnCredentials,
  OwnDeletion,
  OwnSession,
  PasswordChange,
} from '../../domain/own_account.ts'
import type { SessionKey } from '../../domain/approval.ts'
import { withFact } from '../../domain/authentication.ts'
import { identitiesOf } from '../../domain/linked_identities.ts'
import type { Person } from '../../domain/person.ts'
import { isPatched, patchPerson } from '../../domain/person_patch.ts'
import { ownEvent } from '../../domain/security_event.ts'
import type { Session } from '../../domain/session.ts'
import { owesTerms } from '../../domain/sign_up.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { allConsents } from './consents.ts'
import { readWithdrawals, writePerson } from './documents.ts'
import { newestEvents } from './events.ts'
import { keptGrants, withdrawGrants } from './grants.ts'
import { noteMail } from './mails.ts'
import { inFreshSession, inSession, isProvenNow } from './own_session.ts'
import { passkeysOf } from './passkeys.ts'
import {
  accountOf,
  dropSession,
  dropSessions,
  endAllBut,
  readSession,
  standingSessions,
} from './sessions.ts'
import type { Turn } from './turn.ts'

export const overview = (turn: Turn, own: OwnSession): Result<AccountOverview, 'no_session'> =>
  inSession(turn, own, (person, session) => {
    const sessions = standingSessions(turn, own.policy)
    const standing = new Set(sessions.map(({ id }) => id))
    return {
      account: accountOf(person, session),
      claims: person.claims,
      hasPassword: person.passwordHash !== null,
      ...(person.terms && { terms: person.terms }),
      identities: identitiesOf(person),
      passkeys: passkeysOf(turn),
      admin: person.admin ?? false,
      ...(person.attributes && { attributes: person.attributes }),
      createdAt: person.createdAt,
      updatedAt: person.updatedAt,
      current: session.id,
      sessions: sessions.toSorted((one, other) => other.lastSeenAt - one.lastSeenAt),
      consents: allConsents(turn.sql),
      grants: keptGrants(turn).filter(
        ({ approval, offline }) =>
          approval.tenantEpoch >= own.policy.tenantEpoch &&
          (offline || standing.has(approval.sessionId)),
      ),
      events: newestEvents(turn.sql),
    }
  })

/** The record of whoever may change now what the account is proven by. */
export const freshOwner = (turn: Turn, own: OwnSession): Result<Person, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, (person) => person)

export const ownCredentials = (turn: Turn, own: OwnSession): Result<OwnCredentials, 'no_session'> =>
  inSession(turn, own, (person) => ({
    email: person.claims.email,
    passwordHash: person.passwordHash,
    credentialEpoch: person.credentialEpoch,
    disabled: person.disabled,
    revision: person.revision,
  }))

export const ownDeletion = (turn: Turn, own: OwnSession): Result<OwnDeletion, 'no_session'> =>
  inSession(turn, own, (person, session) => ({
    account: accountOf(person, session),
    proof: deletionProof(turn, own, person, session),
    revision: person.revision,
  }))

function deletionProof(
  turn: Turn,
  own: OwnSession,
  person: Person,
  session: Session,
): OwnDeletion['proof'] {
  if (person.passwordHash !== null) return 'password'
  return isProvenNow(turn, own, person, session) ? 'session' : 'stale'
}

/** What the record says already is not written again; what was proven of an old number is not proven of a new one. */
export const changeProfile = (
  turn: Turn,
  own: OwnSession,
  claims: OwnClaims,
): Result<Person, 'no_session'> =>
  inSession(turn, own, (person) => {
    const isNewNumber = (claims.phone_number ?? undefined) !== person.claims.phone_number
    const patch = { claims: { ...claims, ...(isNewNumber && { phone_number_verified: null }) } }
    if (isPatched(person, patch)) return person
    const patched = patchPerson(person, patch, turn.now)
    writePerson(turn.sql, patched)
    turn.tell(ownEvent('profile_changed', patched.revision, turn.now))
    return patched
  })

/**
 * Ends all that was proven and granted before (docs/architecture.md "What ends what"), but for this very session, which
 * has a new cookie from now on: whoever has a copy of the old one is out as well.
 */
export function changePassword(
  turn: Turn,
  change: PasswordChange,
): Result<SessionKey, 'no_session' | 'refused'> {
  const { sql, now } = turn
  const { cookieId, credentialEpoch, passwordHash } = change
  const { sessionId } = change.key
  // The same change once more, by a double click or because the answer was lost.
  const isMade = readSession(sql, sessionId)?.cookieId === cookieId
  const key = isMade ? { sessionId, cookieId } : change.key
  const decided = inSession(turn, { ...change, key }, (person, session) => {
    if (isMade) return true
    if (person.credentialEpoch !== credentialEpoch) return false
    const patched = patchPerson(person, { passwordHash }, now)
    endAllBut(turn, patched, provenAnew(session, cookieId, now))
    turn.tell(ownEvent('password_changed', patched.credentialEpoch, now))
    tellOfPassword(turn, person, change.mail)
    return true
  })
  if (!decided.ok) return decided
  return decided.value ? ok({ sessionId, cookieId }) : err('refused')
}

/** Whoever did not change it themselves is to know. */
function tellOfPassword(turn: Turn, person: Person, mail: PasswordChange['mail']): void {
  const { tenant, sub, claims } = person
  if (!mail || claims.email === undefined) return
  noteMail(turn, { kind: 'own_password_changed', ...mail, tenant, sub, to: claims.email })
}

/** The old password was proven for the change: this session is as good as a new one. */
const provenAnew = (session: Session, cookieId: string, now: Seconds): Session => ({
  ...session,
  cookieId,
  lastSeenAt: now,
  facts: withFact(session.facts, { method: 'pwd', at: now }),
})

/** Accepted once: the same version again keeps the time of the first. */
export const acceptTerms = (
  turn: Turn,
  own: OwnSession,
  version: string,
): Result<null, 'no_session'> =>
  inSession(turn, own, (person) => {
    if (!owesTerms(person, version)) return null
    const { now, sql, tell } = turn
    const revision = person.revision + 1
    writePerson(sql, { ...person, terms: { version, at: now }, updatedAt: now, revision })
    tell(ownEvent('terms_accepted', revision, now, { detail: { version } }))
    return null
  })

export const endOtherSession = (
  turn: Turn,
  own: OwnSession,
  id: string,
): Result<null, 'no_session'> =>
  inSession(turn, own, (_person, session) => {
    const ended = id === session.id ? undefined : dropSession(turn, id)
    if (ended) turn.tell(ownEvent('session_ended', id, turn.now))
    return null
  })

export const endOtherSessions = (turn: Turn, own: OwnSession): Result<number, 'no_session'> =>
  inSession(turn, own, (_person, session) => {
    const ended = dropSessions(turn, session.id)
    if (ended > 0)
      turn.tell(ownEvent('other_sessions_ended', `${session.id}:${turn.now}`, turn.now))
    return ended
  })

/** A client that was allowed nothing has nothing to lose, and leaves no trace. */
export const disconnect = (
  turn: Turn,
  own: OwnSession,
  clientId: string,
): Result<null, 'no_session'> =>
  inSession(turn, own, () => {
    const { sql, now } = turn
    const isConnected = [...allConsents(sql), ...keptGrants(turn)].some(
      (each) => each.clientId === clientId,
    )
    if (!isConnected) return null
    withdrawGrants(turn, clientId, 'revoked_by_person')
    const { count } = readWithdrawals(sql)
    turn.tell(ownEvent('app_disconnected', `${clientId}:${count}`, now, { client_id: clientId }))
    return null
  })
