/**
 * The second factor: a code of an authenticator app, or one that was written down. Added to what was proven in the steps
 * before, or to the session of somebody who is signed in and of whom more is asked.
 */
import { stepOfCode } from '../../crypto/totp.ts'
import { openTotpSecret } from '../../crypto/totp_secret.ts'
import { hashRecoveryCode } from '../../crypto/recovery_codes.ts'
import type { OwnAccount } from '../../domain/own_account.ts'
import type { CodeTry, Proving, SecondStep } from '../../domain/second_factor.ts'
import { isMailTaken, sessionPolicyOf } from '../../domain/settings.ts'
import type { Proof, SecondFactor } from '../../domain/sign_in.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { mailedProof } from './mailed_second_factor.ts'
import { enter, type Entered, type Given, type Halfway, type Visit } from './enter.ts'
import type { SignInRefusal } from './password.ts'

/** Whose second factor is to be proven: of a sign-in that has come so far, or of a session. */
export type Proven = Halfway | OwnAccount

/** `nobody`: what was proven before is worth nothing any more. */
export type CodeRefusal = SignInRefusal | { reason: 'nobody' }

/** A way of typing a code. */
export type CodeWay = Extract<SecondFactor, 'totp' | 'recovery_code' | 'email'>

export interface TypedCode {
  way: CodeWay
  code: string
  /** The mailed code that this browser has asked for, if it has. */
  codeId?: string
  /** Of the mail that tells that a written-down code was used. */
  lang: string
}

/** What there is to be done for whoever is to prove two factors. */
export const secondStepOf = async (
  world: World,
  proven: Proven,
): Promise<Result<SecondStep, 'nobody'>> =>
  world.users.of(proven.sub).secondStep(await provingOf(world, proven))

export async function provingOf(world: World, proven: Proven): Promise<Proving> {
  const settings = await world.registry.settings()
  const factors = {
    isMailTaken: isMailTaken(settings, world.mailer !== null),
    arePasskeysOff: settings.passkeys === 'off',
  }
  if ('facts' in proven) {
    const { facts, credentialEpoch } = proven
    return { ...factors, kind: 'halfway', facts, credentialEpoch }
  }
  return { ...factors, kind: 'session', key: proven.session, policy: sessionPolicyOf(settings) }
}

/** Counted before it is looked at; taken by the person's object, once. */
export async function proveByCode(
  world: World,
  visit: Visit,
  proven: Proven,
  typed: TypedCode,
): Promise<Result<Entered, CodeRefusal>> {
  const { sub } = proven
  const attempt = await world.users.of(sub).tryCode(await provingOf(world, proven))
  if (!attempt.ok) {
    const { reason } = attempt
    return err(
      reason.kind === 'wait' ? { reason: 'wait', seconds: reason.seconds } : { reason: 'nobody' },
    )
  }
  const proof = await proofOf(world, sub, attempt.value, typed)
  const entered = proof && (await enter(world, visit, given(proven, attempt.value, proof)))
  if (entered?.ok) return ok(entered.value)
  world.log.event('second_factor_refused', { sub, way: typed.way, ip: world.ip })
  return err({ reason: 'refused' })
}

const given = (proven: Proven, { credentialEpoch }: CodeTry, proof: Proof): Given => ({
  sub: proven.sub,
  proof,
  ...ontoOf(proven, credentialEpoch),
})

/** What a proof is added to. @param credentialEpoch as it is told with what the proof is verified by */
export const ontoOf = (
  proven: Proven,
  credentialEpoch: number,
): Pick<Given, 'onto' | 'credentialEpoch'> =>
  'facts' in proven
    ? { onto: proven.facts, credentialEpoch: proven.credentialEpoch }
    : { onto: 'session', credentialEpoch }

/** Undefined for a code that cannot be right. */
async function proofOf(
  world: World,
  sub: Sub,
  { totp, ways }: CodeTry,
  { way, code, lang, codeId }: TypedCode,
): Promise<Proof | undefined> {
  if (way === 'recovery_code') {
    const hash = await hashRecoveryCode(code)
    return { method: 'recovery_code', hash, notice: { mailId: randomToken(), lang } }
  }
  if (way === 'email') {
    const isAsked = codeId !== undefined && ways.includes(way)
    return isAsked ? mailedProof(world, sub, codeId, code) : undefined
  }
  if (totp === null) return undefined
  const secret = await openTotpSecret(await world.registry.keys(), sub, totp)
  const step = await stepOfCode(secret, code.replace(/\s/g, ''), world.now)
  return step === undefined ? undefined : { method: 'totp', step }
}
