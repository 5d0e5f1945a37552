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
import { passkeysOf, takePasskey } from './passkeys.ts'
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
    case 'passkey':
      return takePasskey(turn, proof)
    case 'totp':
      return takeTotpStep(turn, proof.step) ? codeTaken(turn, 'totp') : undefined
    case 'recovery_code':
      return takeRecoveryCode(turn, person, proof) ? codeTaken(turn, 'recovery_code') : undefined
  }
}

/** A right code forgets the wrong ones. */
function codeTaken({ sql, now }: Turn, method: 'totp' | 'recovery_code'): AuthenticationFact {
  forgetCodeAttempts(sql)
  return { method, at: now }
}

/** Whoever has set up an authenticator app is always asked for a second factor. */
export function secondFactorsOf(turn: Turn, _person: Person): SecondFactors {
  const has: Partial<Record<SecondFactor, boolean>> = {
    passkey: passkeysOf(turn).length > 0,
    totp: hasTotp(turn.sql),
    recovery_code: hasRecoveryCodes(turn.sql),
  }
  return { ways: SECOND_FACTORS.filter((way) => has[way]), isAlwaysAsked: has.totp === true }
}
