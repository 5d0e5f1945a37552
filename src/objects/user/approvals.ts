/** May this client have what it asks for, in this session? One decision, and mostly nothing is written. */
import { authenticatedAt } from '../../domain/authentication.ts'
import type { ApprovalQuestion, ApprovalRefusal, Approved } from '../../domain/approval.ts'
import { coversAll, widened, type Consent } from '../../domain/consent.ts'
import { mayGive, opensAdminApi } from '../../domain/operator.ts'
import type { Session } from '../../domain/session.ts'
import { nextStep } from '../../domain/sign_in.ts'
import { owesTerms } from '../../domain/sign_up.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { keepDetails, readConsent, writeConsent } from './consents.ts'
import { readPerson, readWithdrawals } from './documents.ts'
import { secondFactorsOf } from './factors.ts'
import { openGrant } from './grant_rows.ts'
import { accountOf, rememberClient, sessionOfCookie, touchSession } from './sessions.ts'
import type { Turn } from './turn.ts'

export function approve(turn: Turn, question: ApprovalQuestion): Result<Approved, ApprovalRefusal> {
  const { sql, now } = turn
  const { clientId, policy, keep, open } = question
  const person = readPerson(sql)
  const session = person && sessionOfCookie(turn, person, question.session, policy)
  if (!session) return err({ kind: 'no_session' })
  const account = accountOf(person, session)
  if (!isProvenLately(session, question, now)) return err({ kind: 'login_required', account })
  if (!mayGive(person, question.scope)) return err({ kind: 'operator_required', account })
  const { isMailTaken = false } = question
  const factors = secondFactorsOf(turn, person, { ...policy, isMailTaken })
  if (nextStep(session.facts, factors, question.demand).kind !== 'session') {
    return err({ kind: 'second_factor_required', account })
  }
  if (owesTerms(person, question.termsVersion)) return err({ kind: 'terms_required', account })
  const consent = readConsent(sql, clientId)
  if (!isConsented(question, consent)) return err({ kind: 'consent_required', account })
  if (isNoted(question)) {
    writeConsent(sql, widened(consent, clientId, question, now))
  }
  const approved: Approved = {
    ...account,
    claims: person.claims,
    personUpdatedAt: person.updatedAt,
    ...(person.attributes && { attributes: person.attributes }),
    facts: session.facts,
    consentSerial: readWithdrawals(sql).count,
    credentialEpoch: person.credentialEpoch,
  }
  if (keep) keepDetails(turn, keep)
  if (open) openGrant(turn, question, approved, open)
  const known = question.isToldOfSignOut ? rememberClient(sql, session, clientId) : session
  touchSession(turn, known, policy)
  return ok(approved)
}

/**
 * "If the elapsed time is greater than this value, the OP MUST attempt to actively re-authenticate" (OpenID Connect Core
 * §3.1.2.1). Our seconds are whole: what began in the same one is older than 0.
 */
function isProvenLately(
  session: Session,
  { maxAge, provedFor }: ApprovalQuestion,
  now: Seconds,
): boolean {
  if (provedFor !== undefined && session.provedFor !== provedFor) return false
  return maxAge === undefined || now - authenticatedAt(session) < maxAge
}

/** Who may act as an operator is never let in unasked. */
function isConsented(question: ApprovalQuestion, consent: Consent | undefined): boolean {
  if (question.isConsentGiven) return true
  if (question.consent === 'always') return false
  if (question.consent === 'skip' && !opensAdminApi(question.scope)) return true
  return consent !== undefined && coversAll(consent, question)
}

/** Whoever was allowed to act as an operator is written down, so that all of it can be taken back (`operator.ts`). */
const isNoted = ({ consent, isConsentGiven, scope }: ApprovalQuestion): boolean =>
  isConsentGiven && (consent === 'remember' || opensAdminApi(scope))
