/**
 * Signing in by name and password, in two steps: who is it (identify), and can they prove it. Somebody who does not
 * exist takes the same calls, the same hash and the same answer as a wrong password (ASVS 6.3.8).
 */
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import type { Credentials } from '../../domain/approval.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'
import type { World } from '../../stores/world.ts'
import { whileAdmitted, type Wait } from './admission.ts'
import { enter, type Entered, type Visit } from './enter.ts'
import { networkWait } from './network.ts'

export interface PasswordSignIn {
  username: string
  password: string
}

/** `refused` is one answer to everything but haste. */
export type SignInRefusal = { reason: 'refused' } | Wait

export async function signInWithPassword(
  world: World,
  visit: Visit,
  given: PasswordSignIn,
): Promise<Result<Entered, SignInRefusal>> {
  return whileAdmitted(world, () => identifyAndProve(world, visit, given))
}

async function identifyAndProve(
  world: World,
  visit: Visit,
  { username, password }: PasswordSignIn,
): Promise<Result<Entered, SignInRefusal>> {
  const identified = await identify(world, username)
  if (!identified.ok) return identified
  const { name, sub } = identified.value
  const user = sub === undefined ? world.users.nobody() : world.users.of(sub)
  const proven = await prove(user, password)
  if (!sub || !proven) return refuseAttempt(world)
  const { credentialEpoch, needsRehash } = proven
  const entered = await enter(world, visit, {
    sub,
    proof: { method: 'pwd' },
    onto: [],
    credentialEpoch,
    ...(needsRehash && { passwordHash: await hashPassword(password) }),
  })
  if (!entered.ok) return refuseAttempt(world)
  await world.directories.succeed('email', name)
  return entered
}

export interface Identified {
  name: string
  sub: Sub | undefined
}

/** Counted before anything is proven, so that many attempts at once are still so many. */
export async function identify(
  world: World,
  username: string,
): Promise<Result<Identified, SignInRefusal>> {
  // What could be nobody's name is counted under itself, clipped, and asked for like any other.
  const name = normalizeEmail(username.trim()) ?? `?${username.slice(0, 256)}`
  const attempt = await world.directories.attempt('email', name)
  if (attempt.ok) return ok({ name, sub: attempt.value.owner })
  world.log.event('sign_in_waits', { seconds: attempt.reason.wait })
  return err({ reason: 'wait', seconds: attempt.reason.wait })
}

interface Proven extends Credentials {
  needsRehash: boolean
}

/** The hash is always computed, against nobody's where there is none. */
async function prove(user: UserHandle, password: string): Promise<Proven | undefined> {
  const credentials = await user.credentials()
  const hash = credentials && !credentials.disabled ? credentials.passwordHash : null
  const { isRight, needsRehash } = await verifyPassword(password, hash)
  return isRight && credentials ? { ...credentials, needsRehash } : undefined
}

/** Many names tried from one network are slowed down together; a right password is never held up by it. */
export async function refuseAttempt(world: World): Promise<Result<never, SignInRefusal>> {
  world.log.event('sign_in_refused', { ip: world.ip })
  const seconds = await networkWait(world, 'sign_in')
  return err(seconds === undefined ? { reason: 'refused' } : { reason: 'wait', seconds })
}
