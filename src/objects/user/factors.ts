/** What a person can prove themselves with, and each proof taken: once, where it may be used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import { hasIdentity } from '../../domain/linked_identities.ts'
import type { Person } from '../../domain/person.ts'
import type { Proof, SecondFactors } from '../../domain/sign_in.ts'
import type { Turn } from './turn.ts'

/** The fact that a proof makes; undefined for one that was used before, or is none of this person's. */
export function takeProof(
  { now }: Turn,
  person: Person,
  proof: Proof,
): AuthenticationFact | undefined {
  switch (proof.method) {
    case 'pwd':
      return { method: 'pwd', at: now }
    case 'upstream':
      return hasIdentity(person, proof.identity) ? { method: 'upstream', at: now } : undefined
  }
}

export function secondFactorsOf(_turn: Turn, _person: Person): SecondFactors {
  return { ways: [], isAlwaysAsked: false }
}
