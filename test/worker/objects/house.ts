/** People and questions to their objects, asked as the flows ask them: through the typed handles of `stores/`. */
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type {
  ApprovalQuestion,
  Redemption,
  RefreshPolicy,
  RefreshQuestion,
  SessionKey,
} from '../../../src/domain/approval.ts'
import type { SignIn } from '../../../src/domain/sign_in.ts'
import type { ApprovalCore, ApprovalDetails } from '../../../src/domain/grant.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { SessionPolicy } from '../../../src/domain/session.ts'
import { DAY, HOUR, nowSeconds } from '../../../src/kernel/clock.ts'
import {
  MAIN_TENANT,
  newAttemptId,
  newCodeId,
  newGrantId,
  newSessionId,
  newSub,
  type ClientId,
  type GrantId,
  type SessionId,
  type Sub,
} from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { rowCount } from '../../../src/objects/base.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { createUsers, type UserHandle } from '../../../src/stores/users.ts'

export const CLIENT = 'client_shop' as ClientId
export const OTHER_CLIENT = 'client_other' as ClientId
export const POLICY: SessionPolicy = { idle: 12 * HOUR, absolute: 30 * DAY, tenantEpoch: 0 }
export const REFRESH: RefreshPolicy = {
  idle: 30 * DAY,
  absolute: 365 * DAY,
  grace: 10,
  rotation: 'rotate',
}

export const userOf = (sub: Sub): UserHandle =>
  createUsers(env.USER, MAIN_TENANT, newTally()).of(sub)

/** The object itself, for what only the platform may do with it. */
export const objectOf = (sub: Sub) => env.USER.getByName(`${MAIN_TENANT}:${sub}`)

export const newPerson = (changes: Partial<Person> = {}): Person => ({
  schema: 1,
  tenant: MAIN_TENANT,
  sub: newSub(),
  claims: { email: 'ada@amphora.test', name: 'Ada' },
  passwordHash: 'a hash',
  disabled: false,
  credentialEpoch: 0,
  createdAt: nowSeconds(),
  updatedAt: nowSeconds(),
  revision: 1,
  ...changes,
})

export interface SignedIn {
  sub: Sub
  user: UserHandle
  session: SessionKey
}

/** A person who has just signed in. */
export async function signedIn(): Promise<SignedIn> {
  const person = newPerson()
  const user = userOf(person.sub)
  await user.create(person)
  return { sub: person.sub, user, session: await newSession(user) }
}

export const signInOf = (changes: Partial<SignIn> = {}): SignIn => ({
  proof: { method: 'pwd' },
  onto: [],
  demand: 'none',
  credentialEpoch: 0,
  current: null,
  proposed: { sessionId: newSessionId(), cookieId: randomToken() },
  provedFor: '',
  policy: POLICY,
  device: { ip: '192.0.2.1', userAgent: 'a test' },
  ...changes,
})

export async function newSession(
  user: UserHandle,
  changes: Partial<SignIn> = {},
): Promise<SessionKey> {
  const begun = await user.signIn(signInOf(changes))
  if (!begun.ok) throw new Error(begun.reason)
  if (begun.value.kind !== 'session') throw new Error(begun.value.kind)
  return begun.value.key
}

export const approvalOf = (
  session: SessionKey,
  changes: Partial<ApprovalQuestion> = {},
): ApprovalQuestion => ({
  session,
  policy: POLICY,
  clientId: CLIENT,
  scope: ['openid'],
  claimNames: [],
  host: 'https://shop.example',
  consent: 'remember',
  isConsentGiven: false,
  isToldOfSignOut: false,
  demand: 'none',
  ...changes,
})

type RedemptionChanges = Omit<Partial<Redemption>, 'core'> & { core?: Partial<ApprovalCore> }

export const OFFLINE: ApprovalDetails = { scope: ['openid', 'offline_access'], resource: [] }
export const ONLINE: ApprovalDetails = { scope: ['openid'], resource: [] }

/** A code of this session that was issued now, as a first attempt presents it. */
export const redemptionOf = (
  { sessionId }: { sessionId: SessionId },
  { core, ...changes }: RedemptionChanges = {},
): Redemption => ({
  attempt: newAttemptId(),
  codeId: newCodeId(),
  expiresAt: nowSeconds() + 60,
  core: {
    grantId: newGrantId(),
    clientId: CLIENT,
    sessionId,
    facts: [{ method: 'pwd', at: nowSeconds() }],
    consentSerial: 0,
    tenantEpoch: 0,
    clientEpoch: 0,
    credentialEpoch: 0,
    ...core,
  },
  details: OFFLINE,
  policy: POLICY,
  clientEpoch: 0,
  mayRefresh: true,
  isToldOfSignOut: false,
  accessTokenLifetime: 300,
  refresh: REFRESH,
  ...changes,
})

/** The same code, presented by another request. */
export const again = (redemption: Redemption): Redemption => ({
  ...redemption,
  attempt: newAttemptId(),
})

export const refreshOf = (
  grantId: GrantId,
  generation: number,
  changes: Partial<RefreshQuestion> = {},
): RefreshQuestion => ({
  attempt: newAttemptId(),
  grantId,
  generation,
  clientId: CLIENT,
  clientEpoch: 0,
  policy: POLICY,
  accessTokenLifetime: 300,
  refresh: REFRESH,
  ...changes,
})

export async function newGrant(
  { user, session }: SignedIn,
  changes?: RedemptionChanges,
): Promise<GrantId> {
  const redeemed = await user.redeem(redemptionOf(session, changes))
  if (!redeemed.ok) throw new Error(redeemed.reason)
  return redeemed.value.approval.grantId
}

/** Whether an access token of this grant is still good. */
export async function isGood(user: UserHandle, grantId: GrantId): Promise<boolean> {
  const tokenId = 'a token' as never
  return (await user.inspect({ grantId, tokenId, clientEpoch: 0, policy: POLICY })).ok
}

/** What a call answers, and how many rows it wrote. */
export async function counted<T>(call: () => Promise<T>): Promise<{ answer: T; rows: number }> {
  const before = rowCount.written
  const answer = await call()
  return { answer, rows: rowCount.written - before }
}

export const rowsOf = async (call: () => Promise<unknown>): Promise<number> =>
  (await counted(call)).rows

/** Lets time pass, for all who look at the clock. */
export const pass = (seconds: number): void => {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
