/**
 * The road of a sign-in as one state machine: what has been proven so far, and what is still to be done. The person's
 * object takes each step; docs/sign-in.md draws it.
 *
 *   identify ─▶ first factor ─┬──────────────────────────────▶ session
 *                             ├─▶ second factor ─────────────▶ session
 *                             └─▶ set one up (none is there) ─▶ session
 */
import type { SessionKey } from './approval.ts'
import { hasFirstFactor, hasTwoFactors, type AuthenticationFact } from './authentication.ts'
import type { UpstreamIdentity } from './identity.ts'
import type { CodeUse } from './mailed_code.ts'
import type { Demand } from './demand.ts'
import type { PasskeyUse } from './passkey.ts'
import type { Device, SessionPolicy } from './session.ts'

/** What the Worker has verified; the object takes it, once where it may be used once. */
export type Proof =
  | { method: 'pwd' }
  /** A mailed code, or the link beside it. */
  | { method: 'email'; codeId: string; use: CodeUse }
  /** The time step of the code (RFC 6238 §4.2). */
  | { method: 'totp'; step: number }
  | { method: 'recovery_code'; hash: string; notice: FactorNotice }
  | ({ method: 'passkey' } & PasskeyUse)
  | { method: 'upstream'; identity: UpstreamIdentity }

/** The mail that tells of a change of what an account is proven by. */
export interface FactorNotice {
  /** Drawn by the caller, so that a call that is repeated tells once. */
  mailId: string
  lang: string
}

/** Ways to prove the second factor, in the order in which they are offered. */
export const SECOND_FACTORS = ['passkey', 'totp', 'email', 'recovery_code'] as const
export type SecondFactor = (typeof SECOND_FACTORS)[number]

/** How a person can prove a second factor, and whether they have asked to be asked for it at every sign-in. */
export interface SecondFactors {
  ways: readonly SecondFactor[]
  isAlwaysAsked: boolean
}

/** What proves a second factor in a tenant. */
export interface FactorPolicy {
  /** Whether a mailed code does. */
  isMailTaken?: boolean | undefined
  /** Whether passkeys do not. */
  arePasskeysOff?: boolean | undefined
}

/** A proof was given: begin a session, renew the one that this browser has, or go on to the next step. */
export interface SignIn {
  proof: Proof
  /** What it adds to: the proofs of the steps before, those of the browser's session, or nothing. */
  onto: readonly AuthenticationFact[] | 'session'
  demand: Demand
  /** Whether a mailed code proves a second factor here. */
  isMailTaken?: boolean
  /** The version of the terms that everybody accepts; absent where there are none. */
  termsVersion?: string
  /** As `credentials` told it: a password changed meanwhile refuses. */
  credentialEpoch: number
  /** The session that the browser's cookie names for this person, if any; renewed under the same id while it lives. */
  current: SessionKey | null
  /** For a new session, and for the new cookie either way. */
  proposed: SessionKey
  /** The sign-in that the proof was given for; empty where a person came without an app. */
  provedFor: string
  policy: SessionPolicy
  device: Device
  /** The hash under newer parameters, where the old one was made under others. */
  passwordHash?: string
}

/** What comes of a proof. */
export type Entry =
  /** `owesTerms`: the person is to accept them before they go on. */
  | { kind: 'session'; key: SessionKey; owesTerms: boolean }
  | (HalfEntry & { kind: 'second_factor'; ways: SecondFactor[] })
  | (HalfEntry & { kind: 'set_up' })

interface HalfEntry {
  facts: AuthenticationFact[]
  /** The person's, now that the proof is taken. */
  credentialEpoch: number
}

export type NextStep =
  | { kind: 'first_factor' }
  | { kind: 'second_factor'; ways: SecondFactor[] }
  | { kind: 'set_up' }
  | { kind: 'session' }

/**
 * What is to be done after these proofs. Demands come on top of what the person has chosen; a passkey that has verified
 * the person meets them all.
 */
export function nextStep(
  facts: readonly AuthenticationFact[],
  { ways, isAlwaysAsked }: SecondFactors,
  demand: Demand,
): NextStep {
  if (!hasFirstFactor(facts)) return { kind: 'first_factor' }
  if (hasTwoFactors(facts) || (demand === 'none' && !isAlwaysAsked)) return { kind: 'session' }
  const given = new Set<string>(facts.map(({ method }) => method))
  const open = SECOND_FACTORS.filter((way) => ways.includes(way) && !given.has(way))
  // Written-down codes stand in for what they were made with; by themselves they are no way to live.
  if (open.some((way) => way !== 'recovery_code')) return { kind: 'second_factor', ways: open }
  return demand === 'wished' ? { kind: 'session' } : { kind: 'set_up' }
}

/** What a person has set up to be known by; mail and written-down codes are there without, or for the case of loss. */
const SET_UP: readonly SecondFactor[] = ['passkey', 'totp']

/**
 * Whether these proofs may change what the account is proven by: whoever has set up a second factor must have proven two.
 * Else the first alone would do to put another in the place of the second.
 */
export function mayChangeFactors(
  facts: readonly AuthenticationFact[],
  { ways }: Pick<SecondFactors, 'ways'>,
): boolean {
  const isGiven = (way: SecondFactor) => facts.some(({ method }) => method === way)
  const isOpen = ways.some((way) => SET_UP.includes(way) && !isGiven(way))
  return hasFirstFactor(facts) && (hasTwoFactors(facts) || !isOpen)
}
