/**
 * All that a person's object is asked, by name: each a function of one turn, and so one synchronous decision. The typed
 * handles of `stores/users.ts` are made of this table; a name is added first, and removed a release later.
 */
import type {
  Credentials,
  LiveGrant,
  Redemption,
  RedemptionRefusal,
  RefreshQuestion,
  RefreshRefusal,
  TokenQuestion,
} from '../../domain/approval.ts'
import type { Person } from '../../domain/person.ts'
import type { HeldFactors } from '../../domain/second_factor.ts'
import type { SecurityEvent } from '../../domain/security_event.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId, GrantId, TokenId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import * as account from './account.ts'
import { approve } from './approvals.ts'
import { readPerson } from './documents.ts'
import * as emailChange from './email_change.ts'
import { newestEvents } from './events.ts'
import * as factors from './factor_change.ts'
import { secondFactorsOf } from './factors.ts'
import * as grants from './grants.ts'
import * as identities from './identities.ts'
import * as codes from './mailed_codes.ts'
import * as operator from './operator.ts'
import { createPerson, erasePerson, importPerson } from './person.ts'
import * as ownPasskeys from './own_passkeys.ts'
import { passkey, passkeysOf } from './passkeys.ts'
import { onceWithProof } from './proofs.ts'
import * as recovery from './recovery.ts'
import { recoveryCodesLeft } from './recovery_codes.ts'
import * as sessions from './sessions.ts'
import { secondStep, tryCode } from './second_factor.ts'
import { signIn } from './sign_in.ts'
import type { Turn } from './turn.ts'

export const DECISIONS = {
  // The admin API's questions.
  /** `exists` for a person who was erased, too: a sub is never issued twice. */
  create: createPerson,
  /** The same row makes a person once. `exists` for somebody else of this sub, `erased` where it is never issued again. */
  import: importPerson,
  person,
  /** A new password ends all sessions and grants, and its person is told by mail; disabling ends everything. */
  update: operator.update,
  /** Has a link mailed to choose a new password by. `unreachable`: disabled, or without an address. */
  sendReset: recovery.sendReset,
  /** Erases everything but a tombstone: the sub is never issued again. `changed`: since that revision. */
  erase: erasePerson,
  sessions: sessions.standingSessions,
  endSession,
  endSessions: (turn: Turn): number => sessions.dropSessions(turn),
  grants: grants.keptGrants,
  endGrant: grants.endOneGrant,
  /** Ends every grant, of one client or of all, and every such code that was not redeemed yet; consent is asked for anew. */
  endGrants: grants.withdrawGrants,
  events: ({ sql }: Turn): SecurityEvent[] => newestEvents(sql),
  passkeys: passkeysOf,
  /** Takes one passkey away, or all; ends every session and grant. Answers how many are gone. */
  resetPasskeys: ownPasskeys.resetPasskeys,
  /** Which second factors a person has, and how many of their recovery codes are left. */
  secondFactors,
  /** Takes all second factors off the account, which ends all that was proven and granted. */
  resetFactors: factors.resetFactors,

  // The flows' questions.
  /** Undefined for nobody. */
  credentials,
  /** Takes a proof: begins or renews a session, or says what is to be proven next. */
  signIn,
  /** Whether an identity at another provider opens this account. `nobody`: there is no person of this sub. */
  identity: identities.identity,
  /** An address is proven that the record holds unproven: every way in that was there is closed, this one opened. */
  proveAddress: identities.proveAddress,
  /** The public key of a passkey, by its id; undefined for one that opens nothing here. */
  passkey,
  /** What is to be proven, or set up, by somebody who is to prove a second factor. Writes nothing. */
  secondStep,
  /** Counts a code for the second factor that is about to be tried, of whichever way. */
  tryCode,
  /** Sets up an authenticator app, in a sign-in that demands one or in a session, and takes its code as a proof. */
  setUpTotp: factors.setUpTotp,
  /** Who a session of a cookie belongs to, while it stands. */
  account: sessions.accountOfCookie,
  /** Whether this person, in this session, lets this client have what it asks for. */
  approve,
  /** Uses a code: of all who try, one is told yes. */
  redeem,
  /** Uses a refresh token, by the table of docs/architecture.md "Code, grant, refresh". */
  refresh,
  /** Whether an access token is still good, and whom it is about. Writes nothing but the use of a proof. */
  inspect,
  /** Ends one access token; that of another client is left alone. */
  revokeToken,
  /** Ends a grant by the word of its client; that of another client is left alone. */
  revokeGrant: (turn: Turn, grantId: GrantId, clientId: ClientId): void =>
    grants.revokeGrant(turn, grantId, clientId),
  /** Ends the session of a cookie; answers the clients that know of it. */
  signOut: sessions.signOut,

  // The person's own questions, each asked in a session of theirs.
  overview: account.overview,
  /** Whoever may change now what the account is proven by. `stale`: they prove themselves again first. */
  freshOwner: account.freshOwner,
  /** What the password of whoever asks is checked against. */
  ownCredentials: account.ownCredentials,
  /** How whoever asks proves that the end of the account is their own wish. */
  ownDeletion: account.ownDeletion,
  changeProfile: account.changeProfile,
  /** Writes down which terms were accepted, and when. */
  acceptTerms: account.acceptTerms,
  /** Ends all other sessions and all grants; answers this session's new key. `refused`: another change was faster. */
  changePassword: account.changePassword,
  /** Ends a session, unless it is the one that asks or there is none of that id. */
  endOtherSession: account.endOtherSession,
  endOtherSessions: account.endOtherSessions,
  /** Opens a way in by another provider. `stale`: the session was proven too long ago. */
  linkIdentity: identities.linkIdentity,
  /** Closes one, and ends all other sessions and all grants; answers this session's new key. */
  unlinkIdentity: identities.unlinkIdentity,
  /** Takes back what a client was allowed: its grants and unredeemed codes end, consent is asked for anew. */
  disconnect: account.disconnect,
  ownPasskeys: ownPasskeys.ownPasskeys,
  /** As `ownPasskeys`, for somebody who is there just now. */
  offerPasskey: ownPasskeys.offerPasskey,
  /** `known`: it is one of theirs already. `spent`: its challenge was used. */
  addPasskey: ownPasskeys.addPasskey,
  nameOwnPasskey: ownPasskeys.nameOwnPasskey,
  /** Takes one away, and ends all other sessions and all grants; answers this session's new key. */
  removePasskey: ownPasskeys.removePasskey,
  // Those that change what the account is proven by, in a session that was proven just now; else `stale`.
  factors: factors.factors,
  removeTotp: factors.removeTotp,
  renewRecoveryCodes: factors.renewRecoveryCodes,

  // Those of a person who signs in by mail.
  /** Has a code mailed, if they are one who can be mailed one. */
  mailCode: codes.mailCode,
  /** Whether a code still counts. Writes nothing: it is used by `signIn`. */
  openCode: codes.openCode,
  /** A wrong code was typed: a few, and the right one counts no more. */
  missCode: codes.missCode,

  /** Has a link mailed to an address that is to be proven. */
  askForEmail: emailChange.askForEmail,
  /** What such a link would do, in the session that asked for it. Writes nothing. */
  openEmailChange: emailChange.openEmailChange,
  /** Makes the change, once; its name is claimed before and released after. */
  confirmEmail: emailChange.confirmEmail,

  // Those of a person who forgot their password.
  /** Has a link mailed, if they are one who can come back by it. */
  recover: recovery.recover,
  /** Where such a link was mailed to, if it still opens the door. Writes nothing. */
  openRecovery: recovery.openRecovery,
  /** Uses a link: of all who try, one is told yes. Ends all sessions and grants, as any new password does. */
  resetPassword: recovery.resetPassword,
}

export type Decisions = typeof DECISIONS

/** What is given to a decision besides its turn. */
export type Given<Decide> = Decide extends (turn: Turn, ...given: infer Rest) => unknown
  ? Rest
  : never

function person({ sql }: Turn): Result<Person, 'unknown'> {
  const known = readPerson(sql)
  return known ? ok(known) : err('unknown')
}

function secondFactors(turn: Turn): Result<HeldFactors, 'unknown'> {
  const known = readPerson(turn.sql)
  if (!known) return err('unknown')
  const { ways } = secondFactorsOf(turn, known)
  return ok({ ways: [...ways], recoveryCodesLeft: recoveryCodesLeft(turn.sql) })
}

function endSession(turn: Turn, id: string): Result<null, 'unknown'> {
  return sessions.dropSession(turn, id) ? ok(null) : err('unknown')
}

function credentials({ sql }: Turn): Credentials | undefined {
  const known = readPerson(sql)
  if (!known) return undefined
  const { passwordHash, credentialEpoch, disabled } = known
  return { passwordHash, credentialEpoch, disabled }
}

function redeem(
  turn: Turn,
  redemption: Redemption,
): Result<LiveGrant, RedemptionRefusal | 'proof_replayed'> {
  return onceWithProof(turn, redemption.proof, () => grants.redeem(turn, redemption))
}

function refresh(
  turn: Turn,
  question: RefreshQuestion,
): Result<LiveGrant, RefreshRefusal | 'proof_replayed'> {
  return onceWithProof(turn, question.proof, () => grants.refresh(turn, question))
}

function inspect(
  turn: Turn,
  question: TokenQuestion,
): Result<LiveGrant, 'ended' | 'proof_replayed'> {
  return onceWithProof(turn, question.proof, () => grants.inspect(turn, question))
}

function revokeToken(
  turn: Turn,
  grantId: GrantId,
  tokenId: TokenId,
  until: Seconds,
  clientId: ClientId,
): void {
  grants.revokeToken(turn, { grantId, tokenId, until, clientId })
}
