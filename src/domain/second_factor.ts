/** Second factors as a person's object keeps them, and what it is asked about them: plain data that crosses RPC. */
import type { Seconds } from '../kernel/clock.ts'
import { countAttempt, type Attempts } from './attempts.ts'
import type { AuthenticationFact } from './authentication.ts'
import type { OwnSession } from './own_account.ts'
import type { FactorNotice, FactorPolicy, NextStep, SecondFactor, SignIn } from './sign_in.ts'

/** An authenticator app. */
export interface Totp {
  /** Its secret, sealed for rest (crypto/totp_secret.ts). */
  sealed: string
  /** The time step of the newest code that was taken: no code of it or of one before is taken any more. */
  lastStep: number
  setUpAt: Seconds
}

/** Codes that were shown once, for the day when all else is lost. Each is forgotten when it is used. */
export interface RecoveryCodes {
  /** SHA-256 of each: they are drawn at random and long, so nothing slower is needed (NIST SP 800-63B-4 §3.1.2.2). */
  hashes: string[]
  madeAt: Seconds
}

/** How long the wait grows that follows wrong codes, at most: a person who has another way is not held up by it. */
const LONGEST_WAIT: Seconds = 60 * 60

/** One code more that is about to be tried, of whichever way: they share one count. */
export const countCode = (before: Attempts | undefined, now: Seconds) =>
  countAttempt(before, now, LONGEST_WAIT)

/** What a browser holds of somebody who is to prove more: the proofs of a sign-in that is not finished, or a session. */
export type Proving = FactorPolicy &
  (
    | { kind: 'halfway'; facts: AuthenticationFact[]; credentialEpoch: number }
    | ({ kind: 'session' } & OwnSession)
  )

/** What is to be proven, or set up, where two factors are wanted. */
export interface SecondStep {
  username: string
  next: NextStep
  credentialEpoch: number
}

/** A code may be tried now. */
export interface CodeTry {
  ways: SecondFactor[]
  credentialEpoch: number
  /** The sealed secret of the authenticator app, if there is one. */
  totp: string | null
}

/** An authenticator app to be set up: a code of it was verified. Recovery codes come with it. */
export interface NewTotp {
  sealed: string
  /** Of the code that proved it. */
  step: number
  recoveryHashes: string[]
  notice: FactorNotice
}

/** Sets up an authenticator app, in the middle of a sign-in or in a session, which its code then proves. */
export interface TotpSetUp {
  signIn: SignIn
  totp: NewTotp
}

/** A change that only somebody may make who is there just now. */
export interface FactorChange extends OwnSession {
  notice: FactorNotice
}

/** Second factors of a person, as an operator sees them. */
export interface HeldFactors {
  ways: SecondFactor[]
  recoveryCodesLeft: number
}

/** What a person has to prove themselves with besides a first factor; never a secret. */
export interface FactorOverview {
  username: string
  credentialEpoch: number
  totpSince: Seconds | null
  recoveryCodesLeft: number
}
