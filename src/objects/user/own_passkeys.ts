/** A person's passkeys as they look after them: added, renamed and removed by who was there just now. */
import type { SessionKey } from '../../domain/approval.ts'
import type { OwnSession } from '../../domain/own_account.ts'
import type {
  PasskeyAddition,
  PasskeyAdditionRefusal,
  PasskeyOffer,
  PasskeyRemoval,
  PasskeyRemovalRefusal,
} from '../../domain/own_passkeys.ts'
import {
  NO_PASSKEYS,
  passkeyName,
  renamePasskey,
  withoutPasskey,
  withPasskey,
  type Passkey,
} from '../../domain/passkey.ts'
import { hasWayIn } from '../../domain/linked_identities.ts'
import type { Person } from '../../domain/person.ts'
import { withChangedFactors } from '../../domain/person_patch.ts'
import { ownEvent } from '../../domain/security_event.ts'
import type { Session } from '../../domain/session.ts'
import type { FactorNotice } from '../../domain/sign_in.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readPasskeys, readPerson, writePasskeys } from './documents.ts'
import { letGo } from './let_go.ts'
import { noteMail } from './mails.ts'
import { inFreshSession, inSession } from './own_session.ts'
import { passkeysOf } from './passkeys.ts'
import { accountOf, endAllBut, readSession } from './sessions.ts'
import type { Turn } from './turn.ts'

export const ownPasskeys = (turn: Turn, own: OwnSession): Result<PasskeyOffer, 'no_session'> =>
  inSession(turn, own, (person, session) => offerTo(turn, person, session))

/** Whether a passkey may be made now, and for whom. */
export const offerPasskey = (
  turn: Turn,
  own: OwnSession,
): Result<PasskeyOffer, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, (person, session) => offerTo(turn, person, session))

const offerTo = (turn: Turn, person: Person, session: Session): PasskeyOffer => {
  const { username, name } = accountOf(person, session)
  return { username, ...(name !== undefined && { name }), passkeys: passkeysOf(turn) }
}

/** The credential has been claimed for this person already. What was proven before stays as good as it was. */
export function addPasskey(
  turn: Turn,
  { passkey: made, challenge, notice, ...own }: PasskeyAddition,
): Result<null, PasskeyAdditionRefusal> {
  const { sql, now, tell } = turn
  const before = readPasskeys(sql)
  const after = withPasskey(before, made, challenge, now)
  // The same call once more, because its answer was lost: by now a passkey is there that was not proven.
  if (after.ok && after.value === before) return inSession(turn, own, () => null)
  const decided = inFreshSession(turn, own, (person): Result<null, PasskeyAdditionRefusal> => {
    if (!after.ok) return after
    writePasskeys(sql, after.value)
    tell(ownEvent('passkey_added', made.id, now))
    mailOf(turn, person, 'passkey_added', made, notice)
    return ok(null)
  })
  return decided.ok ? decided.value : decided
}

export const nameOwnPasskey = (
  turn: Turn,
  own: OwnSession,
  id: string,
  name: string,
): Result<null, 'no_session'> =>
  inSession(turn, own, () => {
    writePasskeys(turn.sql, renamePasskey(readPasskeys(turn.sql), id, name))
    return null
  })

/**
 * Whoever holds that key may be somebody else by now: what it has opened is closed, as by a new password (docs/architecture.md
 * "What ends what"), but for this very session, which has a new cookie from now on.
 */
export function removePasskey(
  turn: Turn,
  removal: PasskeyRemoval,
): Result<SessionKey, PasskeyRemovalRefusal> {
  const { id, cookieId, key } = removal
  const made = { sessionId: key.sessionId, cookieId }
  const isKnown = passkeysOf(turn).some((each) => each.id === id)
  // The same call once more, because its answer was lost.
  if (!isKnown && readSession(turn.sql, key.sessionId)?.cookieId === cookieId) return ok(made)
  const decided = inFreshSession(turn, removal, (person, session) =>
    giveUp(turn, person, session, removal),
  )
  if (!decided.ok) return decided
  return decided.value.ok ? ok(made) : decided.value
}

function giveUp(
  turn: Turn,
  person: Person,
  session: Session,
  { id, cookieId, canMail, notice }: PasskeyRemoval,
): Result<null, 'unknown' | 'last_way_in'> {
  const { sql, now, tell } = turn
  const kept = readPasskeys(sql)
  const given = kept.passkeys.find((each) => each.id === id)
  if (!given) return err('unknown')
  const left = withoutPasskey(kept, id)
  if (left.passkeys.length === 0 && !hasOtherWayIn(person, canMail)) return err('last_way_in')
  writePasskeys(sql, left)
  endAllBut(turn, withChangedFactors(person, now), { ...session, cookieId, lastSeenAt: now })
  letGo(turn, [passkeyName(given)])
  tell(ownEvent('passkey_removed', id, now))
  mailOf(turn, person, 'passkey_removed', given, notice)
  return ok(null)
}

/** Whether somebody without any passkey could still sign in, or come back by a link that is mailed. */
const hasOtherWayIn = (person: Person, canMail: boolean): boolean =>
  hasWayIn(person, false) || (canMail && person.claims.email !== undefined)

/**
 * By an operator: one, or all of them; ends every session and grant, and the person is told.
 * @param mailId of that mail
 * @returns how many are gone
 */
export function resetPasskeys(
  turn: Turn,
  id: string | null,
  mailId: string,
): Result<number, 'unknown'> {
  const { sql, now } = turn
  const person = readPerson(sql)
  const kept = readPasskeys(sql)
  const gone = kept.passkeys.filter((each) => id === null || each.id === id)
  if (!person || (id !== null && gone.length === 0)) return err('unknown')
  if (gone.length === 0) return ok(0)
  writePasskeys(sql, id === null ? { ...NO_PASSKEYS, spent: kept.spent } : withoutPasskey(kept, id))
  endAllBut(turn, withChangedFactors(person, now))
  letGo(turn, gone.map(passkeyName))
  const names = gone.map(({ name }) => name).join(', ')
  const { locale: lang = '' } = person.claims
  mailOf(turn, person, 'passkey_removed', { name: names }, { mailId, lang })
  return ok(gone.length)
}

function mailOf(
  turn: Turn,
  { tenant, sub, claims: { email: to } }: Person,
  kind: 'passkey_added' | 'passkey_removed',
  { name: passkeyName }: Pick<Passkey, 'name'>,
  { mailId: id, lang }: FactorNotice,
): void {
  if (to !== undefined) noteMail(turn, { kind, id, tenant, sub, to, lang, passkeyName })
}
