/** A person, a sign-in of theirs, and what is asked of the grant that comes of it: for the pure machine. */
import type { Redemption, RefreshPolicy, RefreshQuestion } from '../../../src/domain/approval.ts'
import type { ApprovalDetails, Grant } from '../../../src/domain/grant.ts'
import { redeemCode, refreshGrant } from '../../../src/domain/grant_machine.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { Session } from '../../../src/domain/session.ts'
import type { Standing } from '../../../src/domain/standing.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import {
  MAIN_TENANT,
  type AttemptId,
  type ClientId,
  type CodeId,
  type GrantId,
  type SessionId,
  type Sub,
} from '../../../src/kernel/ids.ts'

export const NOW = 1_000_000_000
export const REFRESH: RefreshPolicy = {
  idle: 30 * DAY,
  absolute: 365 * DAY,
  grace: 10,
  rotation: 'rotate',
}
export const OFFLINE: ApprovalDetails = { scope: ['openid', 'offline_access'], resource: [] }

const CLIENT = 'client_shop' as ClientId
const SESSION = 'a session' as SessionId
const policy = { idle: 12 * HOUR, absolute: 30 * DAY, tenantEpoch: 0 }

const person: Person = {
  schema: 1,
  tenant: MAIN_TENANT,
  sub: 'a sub' as Sub,
  claims: {},
  passwordHash: null,
  disabled: false,
  credentialEpoch: 0,
  createdAt: NOW,
  updatedAt: NOW,
  revision: 1,
}

const session: Session = {
  id: SESSION,
  cookieId: 'a cookie',
  facts: [{ method: 'pwd', at: NOW }],
  provedFor: '',
  createdAt: NOW,
  lastSeenAt: NOW,
  tenantEpoch: 0,
  credentialEpoch: 0,
  device: { ip: '192.0.2.1', userAgent: 'a test' },
}

/** All is well, but for what was done to the person. */
export const standingOf = (changes: Partial<Person> = {}): Standing => ({
  person: { ...person, ...changes },
  withdrawals: { count: 0 },
  session,
  policy,
  clientEpoch: 0,
  now: NOW,
})

export const redemptionOf = (changes: Partial<Redemption> = {}): Redemption => ({
  attempt: 'an attempt' as AttemptId,
  codeId: 'a code' as CodeId,
  expiresAt: NOW + 60,
  core: {
    grantId: 'a grant' as GrantId,
    clientId: CLIENT,
    sessionId: SESSION,
    facts: session.facts,
    consentSerial: 0,
    tenantEpoch: 0,
    clientEpoch: 0,
    credentialEpoch: 0,
  },
  details: OFFLINE,
  policy,
  clientEpoch: 0,
  mayRefresh: true,
  isToldOfSignOut: false,
  accessTokenLifetime: 300,
  refresh: REFRESH,
  ...changes,
})

export const questionOf = (
  generation: number,
  changes: Partial<RefreshQuestion> = {},
): RefreshQuestion => ({
  attempt: 'another attempt' as AttemptId,
  grantId: 'a grant' as GrantId,
  generation,
  clientId: CLIENT,
  clientEpoch: 0,
  policy,
  accessTokenLifetime: 300,
  refresh: REFRESH,
  ...changes,
})

/** What a first redemption opens. */
export function grantOf(redemption: Redemption): Grant {
  const { changed } = redeemCode(undefined, undefined, redemption, standingOf())
  if (!changed) throw new Error('no grant was opened')
  return changed
}

/** A grant at this generation, all of them made just now. */
export function rotatedGrant(generation: number): Grant {
  let grant = grantOf(redemptionOf())
  while (grant.generation < generation) {
    const attempt = `rotation ${grant.generation}` as AttemptId
    const question = questionOf(grant.generation, { attempt })
    grant = refreshGrant(grant, question, standingOf()).changed ?? grant
  }
  return grant
}
