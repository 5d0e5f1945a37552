/** What a person can prove themselves with, and each proof taken: once, where it may be used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import { hasIdentity } from '../../domain/linked_identities.ts'
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
    case 'totp':
      return takeTotpStep(turn, proof.step) ? codeTaken(turn, 'totp') : undefined
    case 'passkey':
      return takePasskey(turn, proof)
    case 'recovery_code':
      return takeRecoveryCode(turn, person, proof) ? codeTaken(turn, 'recovery_code') : undefined
    case 'upstream':
      return hasIdentity(person, proof.identity) ? { method: 'upstream', at: now } : undefined
  }
}

/** A right code forgets the wrong ones. */
function codeTaken({ sql, now }: Turn, method: 'totp' | 'recovery_code'): AuthenticationFact {
  forgetCodeAttempts(sql)
  return { method, at: now }
}

/** Whoever has set up an authenticator app is always asked for it. */
export function secondFactorsOf({ sql }: Pick<Turn, 'sql'>, _person: Person): SecondFactors {
  const has: Partial<Record<SecondFactor, boolean>> = {
    passkey: passkeysOf({ sql }).length > 0,
    totp: hasTotp(sql),
    recovery_code: hasRecoveryCodes(sql),
  }
  return { ways: SECOND_FACTORS.filter((way) => has[way]), isAlwaysAsked: has.totp === true }
}
