/** The way back of a person who forgot their password: begun, looked at, and used once. */
import type { Person } from '../../domain/person.ts'
import {
  beginRecovery,
  isRecoveryOpen,
  type PasswordReset,
  type RecoveryLink,
  type RecoveryQuestion,
} from '../../domain/recovery.ts'
import { ownEvent } from '../../domain/security_event.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { forgetRecovery, readPerson, readRecovery, writeRecovery } from './documents.ts'
import { forgetMail, noteMail } from './mails.ts'
import { updatePerson } from './person.ts'
import { proveMailbox } from './proven_address.ts'
import type { Turn } from './turn.ts'

/** Has a link mailed, which takes the place of any other. The caller is told nothing: nobody is to learn who exists. */
export function recover(turn: Turn, question: RecoveryQuestion): void {
  const person = readPerson(turn.sql)
  if (person) mailLink(turn, person, { kind: 'recovery', ...question })
}

/** The same by an operator's word, in the person's own language; the link is for nobody but the mailbox. */
export function sendReset(turn: Turn, id: string): Result<null, 'unknown' | 'unreachable'> {
  const person = readPerson(turn.sql)
  if (!person) return err('unknown')
  const lang = person.claims.locale ?? ''
  return mailLink(turn, person, { kind: 'recovery_sent', id, lang }) ? ok(null) : err('unreachable')
}

/** @returns whether the person is one who can come back like this */
function mailLink(
  turn: Turn,
  person: Person,
  { kind, id, lang }: RecoveryQuestion & { kind: 'recovery' | 'recovery_sent' },
): boolean {
  const { sql, now } = turn
  const recovery = beginRecovery(person, id, now)
  if (!recovery) return false
  const last = readRecovery(sql)
  // The same call again, whose answer was lost.
  if (last?.id === id) return true
  // A mail that still waits would bring a link that is dead by now.
  if (last) forgetMail(sql, last.id)
  writeRecovery(sql, recovery)
  const { tenant, sub } = person
  const { email: to, credentialEpoch, until } = recovery
  noteMail(turn, { kind, id, tenant, sub, to, lang, recoveryId: id, credentialEpoch, until })
  return true
}

/** Where a link was mailed to, if it still opens the door. Spends nothing: mail scanners open every link. */
export function openRecovery(
  { sql, now }: Turn,
  link: RecoveryLink,
): Result<{ email: string }, 'closed'> {
  const person = readPerson(sql)
  const recovery = readRecovery(sql)
  const isOpen = person && recovery && isRecoveryOpen(recovery, link, person, now)
  return isOpen ? ok({ email: recovery.email }) : err('closed')
}

/**
 * Sets the new password, once. That ends every session, code and grant of the person (docs/architecture.md "What ends
 * what"), and the person is told by mail. Where nobody had proven the address before, it also ends every other way in.
 */
export function resetPassword(
  turn: Turn,
  { link, passwordHash, mailId, lang }: PasswordReset,
): Result<null, 'closed'> {
  const { sql, now, tell } = turn
  const person = readPerson(sql)
  // The same call again, whose answer was lost: a hash has a salt of its own.
  if (person?.passwordHash === passwordHash) return ok(null)
  const open = openRecovery(turn, link)
  if (!person || !open.ok) return err('closed')
  const { tenant, sub } = person
  const { email: to } = open.value
  forgetRecovery(sql)
  proveMailbox(turn, person)
  updatePerson(turn, { passwordHash }, null)
  tell(ownEvent('password_reset', link.id, now))
  noteMail(turn, { kind: 'password_changed', id: mailId, tenant, sub, to, lang })
  return ok(null)
}
