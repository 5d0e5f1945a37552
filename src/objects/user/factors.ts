/** What a person can prove themselves with, and each proof taken: once, where it may be used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import type { Person } from '../../domain/person.ts'
import type { Proof, SecondFactors } from '../../domain/sign_in.ts'
import { passkeysOf, takePasskey } from './passkeys.ts'
import type { Turn } from './turn.ts'

/** The fact that a proof makes; undefined for one that was used before, or is none of this person's. */
export function takeProof(
  turn: Turn,
  _person: Person,
  proof: Proof,
): AuthenticationFact | undefined {
  switch (proof.method) {
    case 'pwd':
      return { method: 'pwd', at: turn.now }
    case 'passkey':
      return takePasskey(turn, proof)
  }
}

export function secondFactorsOf(turn: Turn, _person: Person): SecondFactors {
  return { ways: passkeysOf(turn).length > 0 ? ['passkey'] : [], isAlwaysAsked: false }
}
