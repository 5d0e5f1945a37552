/**
 * Proofs of who somebody is: what each is worth, and in which words it is told. `amr` and `acr` say what was done and
 * nothing else.
 */
import type { Seconds } from '../kernel/clock.ts'

/**
 * `pwd`: a password. `totp`: a code of an authenticator app (RFC 6238). `recovery_code`: one of those that were written
 * down for the day when all else is lost. `email`: a code or a link that was mailed. `passkey`: WebAuthn. `upstream`:
 * another provider's word.
 */
export type AuthenticationMethod =
  'pwd' | 'totp' | 'recovery_code' | 'email' | 'passkey' | 'upstream'

/** One proof and when it was given. */
export interface AuthenticationFact {
  method: AuthenticationMethod
  at: Seconds
  /** Of a passkey: whether its key is synced between devices, and whether it made sure of the person itself. */
  passkey?: { isSynced: boolean; isUserVerified: boolean }
}

type Facts = readonly AuthenticationFact[]

/** Those that say who somebody is without help; a sign-in begins with one of them. */
const FIRST: readonly AuthenticationMethod[] = ['pwd', 'email', 'passkey', 'upstream']

export const hasFirstFactor = (facts: Facts): boolean =>
  facts.some(({ method }) => FIRST.includes(method))

/** Two proofs of different kinds, or a passkey that has asked for a finger, a face or a PIN: something had and something known. */
export const hasTwoFactors = (facts: Facts): boolean =>
  new Set(facts.map(({ method }) => method)).size > 1 ||
  facts.some(({ passkey }) => passkey?.isUserVerified)

/** When the person last proved who they are: `auth_time` (OpenID Connect Core §2). */
export const authenticatedAt = ({ facts }: { facts: Facts }): Seconds =>
  Math.max(...facts.map((fact) => fact.at))

/** `acr`: `1` for one factor, `2` for two. Only what can be reached is advertised (`acr_values_supported`). */
export const ACR_VALUES = ['1', '2'] as const
export type Acr = (typeof ACR_VALUES)[number]
export const acrOf = (facts: Facts): Acr => (hasTwoFactors(facts) ? '2' : '1')

/** `amr`, in the words of RFC 8176 §2, each once. It has none for another provider's word, so that is not told here. */
export const amrOf = (facts: Facts): string[] => [
  ...new Set([...facts.flatMap(wordsOf), ...(hasTwoFactors(facts) ? ['mfa'] : [])]),
]

function wordsOf({ method, passkey }: AuthenticationFact): string[] {
  switch (method) {
    case 'pwd':
      return ['pwd']
    case 'totp':
    case 'recovery_code':
    case 'email':
      return ['otp']
    case 'passkey':
      return [passkey?.isSynced ? 'swk' : 'hwk', ...(passkey?.isUserVerified ? ['user'] : [])]
    case 'upstream':
      return []
  }
}

/** The newest of each method, the newly proven ones last. */
export const withFact = (facts: Facts, fact: AuthenticationFact): AuthenticationFact[] => [
  ...facts.filter(({ method }) => method !== fact.method),
  fact,
]
