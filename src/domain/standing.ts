/** What still stands of a person: a session, an approval, a grant. Judged whenever it is read, and mostly by numbers. */
import type { Seconds } from '../kernel/clock.ts'
import { withdrawnFrom, type Withdrawals } from './consent.ts'
import type { ApprovalCore, Grant } from './grant.ts'
import { mayGive } from './operator.ts'
import type { Person } from './person.ts'
import { isSessionAlive, type Session, type SessionPolicy } from './session.ts'

/** What the tenant and the client say today. An epoch that was raised ends all that was born under an older one. */
export interface Today {
  policy: SessionPolicy
  clientEpoch: number
  now: Seconds
}

/** What is known of a person where one of their approvals or grants is judged. */
export interface Standing extends Today {
  person: Person
  withdrawals: Withdrawals
  /** The session that the approval was given in, if there still is one of that id. */
  session: Session | undefined
}

/** Whether a session is one of this person as they are now, and not too old. */
export const isSessionStanding = (
  session: Session,
  person: Person,
  policy: SessionPolicy,
  now: Seconds,
): boolean =>
  !person.disabled &&
  session.credentialEpoch >= person.credentialEpoch &&
  isSessionAlive(session, policy, now)

/** Whether the person has done nothing since that ends what they approved. */
export const isApprovalKept = (
  { credentialEpoch, consentSerial, clientId }: ApprovalCore,
  person: Person,
  withdrawals: Withdrawals,
): boolean =>
  !person.disabled &&
  credentialEpoch >= person.credentialEpoch &&
  consentSerial >= withdrawnFrom(withdrawals, clientId)

/** Whether nobody, neither person nor client nor tenant, has ended what was approved. */
export const isApprovalStanding = (core: ApprovalCore, standing: Standing): boolean =>
  isApprovalKept(core, standing.person, standing.withdrawals) &&
  core.clientEpoch >= standing.clientEpoch &&
  core.tenantEpoch >= standing.policy.tenantEpoch

export const hasSession = ({ session, person, policy, now }: Standing): boolean =>
  session !== undefined && isSessionStanding(session, person, policy, now)

/** Nobody acts as an operator for a person who is none (any more). A grant without `offline_access` lives as long as the session that it came from (docs/architecture.md "What ends what"). */
export const isGrantAlive = (grant: Grant, standing: Standing): boolean =>
  grant.endedAt === null &&
  isApprovalStanding(grant.approval, standing) &&
  mayGive(standing.person, grant.approval.scope) &&
  (grant.offline || hasSession(standing))
