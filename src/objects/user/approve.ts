/** May this client have what it asks for, in this session? One decision, and mostly nothing is written. */
import type { ApprovalQuestion, ApprovalRefusal, Approved } from '../../domain/approval.ts'
import { coversAll, widened, type Consent } from '../../domain/consent.ts'
import type { ApprovalDetails } from '../../domain/grant.ts'
import { authenticatedAt, type Session } from '../../domain/session.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readPerson, readWithdrawals } from './documents.ts'
import { accountOf, sessionOfCookie, touchSession } from './sessions.ts'
import type { Sql } from './tables.ts'

export function approve(
  sql: Sql,
  question: ApprovalQuestion,
  now: Seconds,
): Result<Approved, ApprovalRefusal> {
  const { clientId, policy, keep } = question
  const person = readPerson(sql)
  const session =
    person && !person.disabled && sessionOfCookie(sql, person, question.session, policy, now)
  if (!session) return err({ kind: 'no_session' })
  const account = accountOf(person, session)
  if (!isProvenLately(session, question, now)) return err({ kind: 'login_required', account })
  const consent = readConsent(sql, clientId)
  if (!isConsented(question, consent)) return err({ kind: 'consent_required', account })
  if (question.consent === 'remember' && question.isConsentGiven) {
    const wanted = { scope: question.scope, claimNames: question.claimNames }
    writeConsent(sql, widened(consent, clientId, wanted, now))
  }
  if (keep) keepDetails(sql, keep, now)
  touchSession(sql, session, policy, now)
  return ok({
    ...account,
    facts: session.facts,
    consentSerial: readWithdrawals(sql).count,
    credentialEpoch: person.credentialEpoch,
  })
}

function isProvenLately(
  session: Session,
  { maxAge, provedFor }: ApprovalQuestion,
  now: Seconds,
): boolean {
  if (provedFor !== undefined && session.provedFor !== provedFor) return false
  return maxAge === undefined || now - authenticatedAt(session) <= maxAge
}

function isConsented(question: ApprovalQuestion, consent: Consent | undefined): boolean {
  if (question.consent === 'skip' || question.isConsentGiven) return true
  return question.consent === 'remember' && consent !== undefined && coversAll(consent, question)
}

function readConsent(sql: Sql, clientId: ClientId): Consent | undefined {
  const query = 'SELECT record FROM consents WHERE client_id = ?'
  const [row] = sql.read<{ record: string }>(query, clientId)
  return row && (JSON.parse(row.record) as Consent)
}

function writeConsent(sql: Sql, consent: Consent): void {
  const record = JSON.stringify(consent)
  sql.write('INSERT OR REPLACE INTO consents VALUES (?, ?)', consent.clientId, record)
}

/** Also forgets what nobody came for. */
function keepDetails(
  sql: Sql,
  { grantId, details, until }: NonNullable<ApprovalQuestion['keep']>,
  now: Seconds,
): void {
  sql.write('DELETE FROM approved WHERE until < ?', now)
  const record = JSON.stringify(details)
  sql.write('INSERT OR REPLACE INTO approved VALUES (?, ?, ?)', grantId, until, record)
}

/** What was kept for a code, and is kept no longer. */
export function takeDetails(sql: Sql, grantId: string): ApprovalDetails | undefined {
  const query = 'DELETE FROM approved WHERE grant_id = ? RETURNING record'
  const [row] = sql.write<{ record: string }>(query, grantId)
  return row && (JSON.parse(row.record) as ApprovalDetails)
}

export const forgetConsents = (sql: Sql): void => {
  sql.write('DELETE FROM consents')
}
