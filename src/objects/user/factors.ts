/** What a person can prove themselves with, and each proof taken: once, where it may be used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import { hasIdentity } from '../../domain/linked_identities.ts'
import type { CodeUse } from '../../domain/mailed_code.ts'
import type { Person } from '../../domain/person.ts'
import {
  SECOND_FACTORS,
  type FactorPolicy,
  type Proof,
  type SecondFactor,
  type SecondFactors,
} from '../../domain/sign_in.ts'
import { forgetCodeAttempts } from './documents.ts'
import { takeCode } from './mailed_codes.ts'
import { hasPasskey, takePasskey } from './passkeys.ts'
import { hasRecoveryCodes, takeRecoveryCode } from './recovery_codes.ts'
import { hasTotp, takeTotpStep } from './totp.ts'
import type { Turn } from './turn.ts'

/** The fact that a proof makes; undefined for one that was used before, or is none of this person's. */
export function takeProof(
  turn: Turn,
  person: Person,
  proof: Proof,
  policy: FactorPolicy,
): AuthenticationFact | undefined {
  const { now } = turn
  switch (proof.method) {
    case 'pwd':
      return { method: 'pwd', at: now }
    case 'passkey':
      return policy.arePasskeysOff ? undefined : takePasskey(turn, proof)
    case 'totp':
      return takeTotpStep(turn, proof.step) ? codeTaken(turn, 'totp') : undefined
    case 'recovery_code':
      return takeRecoveryCode(turn, person, proof) ? codeTaken(turn, 'recovery_code') : undefined
    case 'upstream':
      return hasIdentity(person, proof.identity) ? { method: 'upstream', at: now } : undefined
    case 'email':
      return isMailHeeded(turn, person, proof.use, policy)
        ? takeCode(turn, person, proof)
        : undefined
  }
}

/** As a second factor, only where nothing else was set up meanwhile. */
const isMailHeeded = (turn: Turn, person: Person, use: CodeUse, policy: FactorPolicy): boolean =>
  use === 'sign_in' ||
  secondFactorsOf(turn, person, { ...policy, isMailTaken: true }).ways.includes('email')

/** A right code forgets the wrong ones. */
function codeTaken({ sql, now }: Turn, method: 'totp' | 'recovery_code'): AuthenticationFact {
  forgetCodeAttempts(sql)
  return { method, at: now }
}

/**
 * Whoever has set up an authenticator app is always asked for it. A mailed code is for those who have set up nothing: whoever
 * reads a mailbox can set a new password too, and would get past what was set up against that.
 */
export function secondFactorsOf(
  { sql }: Pick<Turn, 'sql'>,
  { claims }: Person,
  policy: FactorPolicy = {},
): SecondFactors {
  const passkey = hasPasskey({ sql }, policy)
  const totp = hasTotp(sql)
  const has: Record<SecondFactor, boolean> = {
    passkey,
    totp,
    email: policy.isMailTaken === true && claims.email_verified === true && !totp && !passkey,
    recovery_code: hasRecoveryCodes(sql),
  }
  return { ways: SECOND_FACTORS.filter((way) => has[way]), isAlwaysAsked: totp }
}
