/** The step of a sign-in in which a second factor is proven: what is to be done, and who may try a code. */
import { hasFirstFactor, type AuthenticationFact } from '../../domain/authentication.ts'
import { nameOf, type Person } from '../../domain/person.ts'
import {
  countCode,
  type CodeTry,
  type Proving,
  type SecondStep,
} from '../../domain/second_factor.ts'
import { codesRefused } from '../../domain/security_event.ts'
import { nextStep } from '../../domain/sign_in.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readCodeAttempts, readPerson, readTotp, writeCodeAttempts } from './documents.ts'
import { secondFactorsOf } from './factors.ts'
import { sessionOfCookie } from './sessions.ts'
import type { Turn } from './turn.ts'

/** `nobody`: gone, disabled, changed meanwhile, or nothing was proven yet. Writes nothing. */
export function secondStep(turn: Turn, proving: Proving): Result<SecondStep, 'nobody'> {
  const known = provenBy(turn, proving)
  if (!known) return err('nobody')
  const { person, facts } = known
  const next = nextStep(facts, secondFactorsOf(turn, person, proving), 'required')
  return ok({ username: nameOf(person), next, credentialEpoch: person.credentialEpoch })
}

/**
 * Counts a code that is about to be tried, before anybody knows whether it is right: however many are tried at once, no
 * more of them get through. One count for all ways, and only a right code forgets it.
 */
export function tryCode(
  turn: Turn,
  proving: Proving,
): Result<CodeTry, { kind: 'nobody' } | { kind: 'wait'; seconds: number }> {
  const { sql, now } = turn
  const known = provenBy(turn, proving)
  if (!known) return err({ kind: 'nobody' })
  const attempt = countCode(readCodeAttempts(sql), now)
  if (!attempt.ok) return err({ kind: 'wait', seconds: attempt.reason.wait })
  writeCodeAttempts(sql, attempt.value)
  if (attempt.value.counted === TOLD_AT) turn.tell(codesRefused(now))
  const { person } = known
  return ok({
    ways: [...secondFactorsOf(turn, person, proving).ways],
    credentialEpoch: person.credentialEpoch,
    totp: readTotp(sql)?.sealed ?? null,
  })
}

/** The code with which it stops to look like a person who mistypes. */
const TOLD_AT = 6

interface Known {
  person: Person
  facts: readonly AuthenticationFact[]
}

function provenBy(turn: Turn, proving: Proving): Known | undefined {
  const person = readPerson(turn.sql)
  if (!person || person.disabled) return undefined
  const facts = factsOf(turn, person, proving)
  return hasFirstFactor(facts) ? { person, facts } : undefined
}

function factsOf(turn: Turn, person: Person, proving: Proving): readonly AuthenticationFact[] {
  if (proving.kind === 'session') {
    return sessionOfCookie(turn, person, proving.key, proving.policy)?.facts ?? []
  }
  return proving.credentialEpoch === person.credentialEpoch ? proving.facts : []
}
