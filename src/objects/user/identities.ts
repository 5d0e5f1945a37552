/** Who a person is at other providers: linked on a fresh proof of both sides, given up, and never taken by a stranger. */
import type { SessionKey } from '../../domain/approval.ts'
import {
  isSameIdentity,
  upstreamName,
  type LinkedIdentity,
  type UpstreamIdentity,
} from '../../domain/identity.ts'
import {
  hasIdentity,
  hasWayIn,
  identitiesOf,
  withIdentity,
  withoutIdentity,
  type AddressProof,
  type Linking,
  type LinkRefusal,
  type Unlinking,
  type UnlinkRefusal,
} from '../../domain/linked_identities.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import { withChangedFactors } from '../../domain/person_patch.ts'
import { ownEvent } from '../../domain/security_event.ts'
import type { Session } from '../../domain/session.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readPerson, writePerson } from './documents.ts'
import { letGo } from './let_go.ts'
import { noteMail } from './mails.ts'
import { inFreshSession } from './own_session.ts'
import { hasPasskey } from './passkeys.ts'
import { beginAnew } from './proven_address.ts'
import { endAllBut, readSession } from './sessions.ts'
import type { Turn } from './turn.ts'

/** Whether an identity opens this account. The Directory said whose it is; this record has the last word. */
export function identity(
  { sql }: Turn,
  asked: UpstreamIdentity,
): Result<{ credentialEpoch: number }, 'unknown' | 'nobody'> {
  const person = readPerson(sql)
  if (!person) return err('nobody')
  return hasIdentity(person, asked)
    ? ok({ credentialEpoch: person.credentialEpoch })
    : err('unknown')
}

/** The name has been claimed for this person already. */
export function linkIdentity(turn: Turn, linking: Linking): Result<null, LinkRefusal> {
  const { sql, now, tell } = turn
  const decided = inFreshSession(turn, linking, (person): Result<null, 'too_many' | 'changed'> => {
    const linked = withIdentity(person, linking.identity)
    if (!linked) return err('too_many')
    // The same call once more, because its answer was lost.
    if (linked === person) return ok(null)
    if (person.revision !== linking.revision) return err('changed')
    writePerson(sql, { ...linked, updatedAt: now, revision: person.revision + 1 })
    tell(ownEvent('identity_linked', linking.mailId, now))
    mailOf(turn, person, 'identity_linked', linking.identity, linking)
    return ok(null)
  })
  return decided.ok ? decided.value : decided
}

/** Whoever held that identity may be somebody else by now: what it has opened is closed, as by a new password. */
export function unlinkIdentity(
  turn: Turn,
  unlinking: Unlinking,
): Result<SessionKey, UnlinkRefusal> {
  const { identity: asked, cookieId, key } = unlinking
  const { sessionId } = key
  const person = readPerson(turn.sql)
  // The same call once more, because its answer was lost.
  const isMade = person && !hasIdentity(person, asked)
  if (isMade && readSession(turn.sql, sessionId)?.cookieId === cookieId) {
    return ok({ sessionId, cookieId })
  }
  const decided = inFreshSession(turn, unlinking, (owner, session) =>
    giveUp(turn, owner, session, unlinking),
  )
  return decided.ok ? decided.value : decided
}

function giveUp(
  turn: Turn,
  person: Person,
  session: Session,
  { identity: asked, cookieId, isByMail, policy, ...told }: Unlinking,
): Result<SessionKey, 'unknown' | 'last_way_in'> {
  const { now, tell } = turn
  const found = identitiesOf(person).find((each) => isSameIdentity(each, asked))
  if (!found) return err('unknown')
  const left = withChangedFactors(withoutIdentity(person, asked), now)
  if (!hasWayIn(left, isByMail) && !hasPasskey(turn, policy)) return err('last_way_in')
  endAllBut(turn, left, { ...session, cookieId, lastSeenAt: now })
  letGo(turn, [upstreamName(asked)])
  tell(ownEvent('identity_unlinked', told.mailId, now))
  mailOf(turn, left, 'identity_unlinked', found, told)
  return ok({ sessionId: session.id, cookieId })
}

/**
 * Somebody proves that an address is theirs which this record holds, and of which nobody has proven that before: so
 * whoever made the account was perhaps another (GHSA-g38m-r43w-p2q7). Every way in that there was is closed, what came
 * of it ends, and the account is theirs. `proven`: then only its own person can link anything to it.
 */
export function proveAddress(
  turn: Turn,
  { email, identity: proven, ...told }: AddressProof,
): Result<{ credentialEpoch: number }, 'proven' | 'nobody'> {
  const { sql, now, tell } = turn
  const person = readPerson(sql)
  const { claims } = person ?? {}
  if (!person || normalizeEmail(claims?.email ?? '') !== email) return err('nobody')
  // The same call once more, because its answer was lost.
  if (hasIdentity(person, proven)) return ok({ credentialEpoch: person.credentialEpoch })
  // An operator is made by operators, and by no other provider's word.
  if (claims?.email_verified === true || person.disabled || person.admin) return err('proven')
  const { credentialEpoch } = beginAnew(turn, person, [proven])
  tell(ownEvent('address_proven', credentialEpoch, now))
  mailOf(turn, person, 'address_proven', proven, told)
  return ok({ credentialEpoch })
}

function mailOf(
  turn: Turn,
  { tenant, sub, claims: { email: to } }: Person,
  kind: 'identity_linked' | 'identity_unlinked' | 'address_proven',
  { provider }: Pick<LinkedIdentity, 'provider'>,
  { mailId: id, lang }: { mailId: string; lang: string },
): void {
  if (to !== undefined) noteMail(turn, { kind, id, tenant, sub, to, lang, provider })
}
