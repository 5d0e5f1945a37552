/** What a person can prove themselves with, and each proof taken: once, where it may be used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import type { Person } from '../../domain/person.ts'
import {
  SECOND_FACTORS,
  type Proof,
  type SecondFactor,
  type SecondFactors,
} from '../../domain/sign_in.ts'
import { forgetCodeAttempts } from './documents.ts'
import { takeCode } from './mailed_codes.ts'
import { hasRecoveryCodes, takeRecoveryCode } from './recovery_codes.ts'
import { hasTotp, takeTotpStep } from './totp.ts'
import type { Turn } from './turn.ts'

/** The fact that a proof makes; undefined for one that was used before, or is none of this person's. */
export function takeProof(
  turn: Turn,
  person: Person,
  proof: Proof,
): AuthenticationFact | undefined {
  const { now } = turn
  switch (proof.method) {
    case 'pwd':
      return { method: 'pwd', at: now }
    case 'totp':
      return takeTotpStep(turn, proof.step) ? codeTaken(turn, 'totp') : undefined
    case 'recovery_code':
      return takeRecoveryCode(turn, person, proof) ? codeTaken(turn, 'recovery_code') : undefined
    case 'email':
      return takeCode(turn, person, proof.codeId)
  }
}

/** A right code forgets the wrong ones. */
function codeTaken({ sql, now }: Turn, method: 'totp' | 'recovery_code'): AuthenticationFact {
  forgetCodeAttempts(sql)
  return { method, at: now }
}

/** Whoever has set up an authenticator app is always asked for it. */
export function secondFactorsOf({ sql }: Turn, _person: Person): SecondFactors {
  const has: Partial<Record<SecondFactor, boolean>> = {
    totp: hasTotp(sql),
    recovery_code: hasRecoveryCodes(sql),
  }
  return { ways: SECOND_FACTORS.filter((way) => has[way]), isAlwaysAsked: has.totp === true }
}
