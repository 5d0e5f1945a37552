/**
 * Signing in by name and password, in two steps: who is it (identify), and can they prove it. Somebody who does not
 * exist takes the same calls, the same hash and the same answer as a wrong password (ASVS 6.3.8).
 */
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import type { Credentials, SessionKey } from '../../domain/approval.ts'
import { normalizeEmail } from '../../domain/names.ts'
import { sessionPolicyOf } from '../../domain/settings.ts'
import type { Sub } from '../../kernel/ids.ts'
import { newSessionId } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'
import type { World } from '../../stores/world.ts'
import { admit } from './admission.ts'
import { networkOf } from './network.ts'

export interface PasswordSignIn {
  username: string
  password: string
  /** The session that this browser already has for a person, if any: it is renewed. */
  sessionOf(sub: Sub): SessionKey | undefined
  /** The sign-in that it is for; empty where a person came without an app. */
  provedFor: string
  device: { userAgent: string; country?: string }
}

export interface SignedIn {
  sub: Sub
  session: SessionKey
}

/** `refused` is one answer to everything but haste. */
export type SignInRefusal = { reason: 'refused' } | { reason: 'wait'; seconds: number }

/** How long a network waits that failed too often, in seconds. */
const NETWORK_WAIT = 60

/** How long whoever comes on top of a crowd waits, in seconds. */
export const CROWD_WAIT = 2

export async function signInWithPassword(
  world: World,
  given: PasswordSignIn,
): Promise<Result<SignedIn, SignInRefusal>> {
  const answer = await admit(() => identifyAndProve(world, given))
  if (answer) return answer
  world.log.event('sign_in_crowded')
  return err({ reason: 'wait', seconds: CROWD_WAIT })
}

async function identifyAndProve(
  world: World,
  given: PasswordSignIn,
): Promise<Result<SignedIn, SignInRefusal>> {
  const identified = await identify(world, given.username)
  if (!identified.ok) return identified
  const { name, sub } = identified.value
  const user = sub === undefined ? world.users.nobody() : world.users.of(sub)
  const proven = await prove(user, given.password)
  const session = proven && sub && (await beginSession(world, sub, proven, given))
  if (!sub || !session) return refuseAttempt(world)
  await world.directories.succeed('email', name)
  world.log.event('signed_in', { sub })
  return ok({ sub, session })
}

interface Identified {
  name: string
  sub: Sub | undefined
}

/** Counted before anything is proven, so that many attempts at once are still so many. */
async function identify(
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

async function beginSession(
  world: World,
  sub: Sub,
  { credentialEpoch, needsRehash }: Proven,
  { password, sessionOf, provedFor, device }: PasswordSignIn,
): Promise<SessionKey | undefined> {
  const settings = await world.registry.settings()
  const begun = await world.users.of(sub).signIn({
    method: 'pwd',
    credentialEpoch,
    current: sessionOf(sub) ?? null,
    proposed: { sessionId: newSessionId(), cookieId: randomToken() },
    provedFor,
    policy: sessionPolicyOf(settings),
    device: { ip: world.ip, ...device },
    ...(needsRehash && { passwordHash: await hashPassword(password) }),
  })
  return begun.ok ? begun.value : undefined
}

/** Many names tried from one network are slowed down together; a right password is never held up by it. */
export async function refuseAttempt(world: World): Promise<Result<never, SignInRefusal>> {
  world.log.event('sign_in_refused', { ip: world.ip })
  const isOver = await world.refusals.isOverLimit(`sign_in ${networkOf(world.ip)}`)
  return err(isOver ? { reason: 'wait', seconds: NETWORK_WAIT } : { reason: 'refused' })
}
