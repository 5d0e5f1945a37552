/**
 * Changes of what an account is proven by. Each ends all that was proven and granted before (docs/architecture.md "What
 * ends what") but for the session that it is made in, and the person is told by mail.
 */
import type { FactorChanged } from '../../domain/mail_notice.ts'
import { nameOf, type Person } from '../../domain/person.ts'
import { withChangedFactors } from '../../domain/person_patch.ts'
import type { OwnSession } from '../../domain/own_account.ts'
import type { FactorChange, FactorOverview, TotpSetUp } from '../../domain/second_factor.ts'
import { isRepeatable } from '../../domain/pending_request.ts'
import { ownEvent } from '../../domain/security_event.ts'
import type { Session } from '../../domain/session.ts'
import { mayChangeFactors, type Entry, type FactorNotice } from '../../domain/sign_in.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import {
  forgetRecoveryCodes,
  forgetTotp,
  readPerson,
  readRecoveryCodes,
  readTotp,
  writeRecoveryCodes,
  writeTotp,
} from './documents.ts'
import { noteFactorChange } from './factor_notice.ts'
import { secondFactorsOf } from './factors.ts'
import { inFreshSession } from './own_session.ts'
import { recoveryCodesLeft } from './recovery_codes.ts'
import { endAllBut, sessionOfCookie } from './sessions.ts'
import { madeBefore, signIn } from './sign_in.ts'
import type { Turn } from './turn.ts'

export const factors = (
  turn: Turn,
  own: OwnSession,
): Result<FactorOverview, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, (person) => ({
    username: nameOf(person),
    credentialEpoch: person.credentialEpoch,
    totpSince: readTotp(turn.sql)?.setUpAt ?? null,
    recoveryCodesLeft: recoveryCodesLeft(turn.sql),
  }))

/**
 * Sets up an authenticator app, and signs in with the code that proved it. `refused`: what was proven does not allow it,
 * or there is one already.
 */
export function setUpTotp(
  turn: Turn,
  { signIn: given, totp }: TotpSetUp,
): Result<Entry, 'refused'> {
  const { sql, now } = turn
  const person = readPerson(sql)
  if (!person || person.disabled) return err('refused')
  const known = readTotp(sql)
  if (known) {
    // The same form again, by a double click or because the answer was lost: its session is named in it.
    const isSame = isRepeatable({ at: known.setUpAt }, now) && madeBefore(sql, given)
    return isSame ? signIn(turn, given) : err('refused')
  }
  if (person.credentialEpoch !== given.credentialEpoch) return err('refused')
  const session = given.current
    ? sessionOfCookie(turn, person, given.current, given.policy)
    : undefined
  const facts = given.onto === 'session' ? (session?.facts ?? []) : given.onto
  if (!mayChangeFactors(facts, secondFactorsOf(turn, person, given.policy))) return err('refused')
  // The code that proved the app is the first that is taken of it, by the sign-in below.
  writeTotp(sql, { sealed: totp.sealed, lastStep: totp.step - 1, setUpAt: now })
  writeRecoveryCodes(sql, { hashes: totp.recoveryHashes, madeAt: now })
  const changed = changeFactors(turn, person, session, 'totp_set_up', totp.notice)
  return signIn(turn, { ...given, credentialEpoch: changed.credentialEpoch })
}

/** Takes the authenticator app off the account; written-down codes go with the last thing that they stand in for. */
export const removeTotp = (
  turn: Turn,
  { notice, ...own }: FactorChange,
): Result<null, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, (person, session) => {
    if (!readTotp(turn.sql)) return null
    forgetTotp(turn.sql)
    if (!secondFactorsOf(turn, person).isAlwaysAsked) forgetRecoveryCodes(turn.sql)
    changeFactors(turn, person, session, 'totp_removed', notice)
    return null
  })

/** Puts new codes in the place of those that were written down. False where there is nothing that they would stand in for. */
export const renewRecoveryCodes = (
  turn: Turn,
  { notice, ...own }: FactorChange,
  hashes: string[],
): Result<boolean, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, (person, session) => {
    const { sql, now } = turn
    if (!secondFactorsOf(turn, person).isAlwaysAsked) return false
    // The same form again, by a double click or because the answer was lost; some may have been used since.
    const known = readRecoveryCodes(sql)?.hashes ?? []
    if (known.some((hash) => hashes.includes(hash))) return true
    writeRecoveryCodes(sql, { hashes, madeAt: now })
    changeFactors(turn, person, session, 'recovery_codes_renewed', notice)
    return true
  })

/** By an operator, for a person who has lost them. @returns whether there were any */
export function resetFactors(turn: Turn, notice: FactorNotice): Result<boolean, 'unknown'> {
  const { sql } = turn
  const person = readPerson(sql)
  if (!person) return err('unknown')
  if (!readTotp(sql) && !readRecoveryCodes(sql)) return ok(false)
  forgetTotp(sql)
  forgetRecoveryCodes(sql)
  changeFactors(turn, person, undefined, 'factors_reset', notice)
  return ok(true)
}

/** @param kept the session that goes on, if one does */
function changeFactors(
  turn: Turn,
  person: Person,
  kept: Session | undefined,
  change: FactorChanged,
  notice: FactorNotice,
): Person {
  const { now, tell } = turn
  const changed = withChangedFactors(person, now)
  endAllBut(turn, changed, kept)
  // What an operator does is told to the audit by whoever let them in.
  if (change !== 'factors_reset') tell(ownEvent(change, changed.credentialEpoch, now))
  noteFactorChange(turn, changed, change, notice)
  return changed
}
