/** The one end of every way in: a proof is given to the person's object, which says what comes of it. */
import type { SessionKey } from '../../domain/approval.ts'
import type { AuthenticationFact } from '../../domain/authentication.ts'
import { demandOfTenant, isMailTaken, sessionPolicyOf } from '../../domain/settings.ts'
import { highestDemand, type Demand } from '../../domain/demand.ts'
import type { Entry, Proof, SecondFactor, SignIn } from '../../domain/sign_in.ts'
import { newSessionId, type Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { termsToAccept } from '../../rules/sign_up.ts'
import type { World } from '../../stores/world.ts'

/** The browser that a proof comes from, and what it is given for. */
export interface Visit {
  /** The session that this browser already has for a person, if any: it is renewed. */
  sessionOf(sub: Sub): SessionKey | undefined
  /** The sign-in that it is for; empty where a person came without an app. */
  provedFor: string
  userAgent: string
  /** What whoever waits for it asks for. */
  demand: Demand
}

/** Who gives which proof. */
export interface Given {
  sub: Sub
  proof: Proof
  /** What it adds to: the proofs of the steps before, those of the browser's session, or nothing. */
  onto: readonly AuthenticationFact[] | 'session'
  /** As the person's object told it before the proof was verified. */
  credentialEpoch: number
  /** The password's hash under newer parameters. */
  passwordHash?: string
}

/** Signed in; or as far as these proofs go, and then something else is to be proven, or set up. */
export type Entered =
  | { kind: 'session'; sub: Sub; session: SessionKey; owesTerms: boolean }
  | (Halfway & { kind: 'second_factor'; ways: SecondFactor[] })
  | (Halfway & { kind: 'set_up' })

/** What has been proven of somebody who is not signed in yet. */
export interface Halfway {
  sub: Sub
  facts: AuthenticationFact[]
  credentialEpoch: number
}

/** `refused`: nobody, disabled, changed meanwhile, or a proof that was used before. */
export async function enter(
  world: World,
  visit: Visit,
  given: Given,
): Promise<Result<Entered, 'refused'>> {
  const signIn = await signInOf(world, visit, given)
  return enteredBy(world, given, await world.users.of(given.sub).signIn(signIn))
}

/** What the person's object is asked. */
export async function signInOf(
  world: World,
  { provedFor, userAgent, sessionOf, demand }: Visit,
  { sub, ...given }: Given,
): Promise<SignIn> {
  const settings = await world.registry.settings()
  const terms = termsToAccept(settings)
  return {
    ...given,
    provedFor,
    demand: highestDemand(demand, demandOfTenant(settings)),
    isMailTaken: isMailTaken(settings, world.mailer !== null),
    ...(terms && { termsVersion: terms.version }),
    current: sessionOf(sub) ?? null,
    proposed: newSessionKey(),
    policy: sessionPolicyOf(settings),
    device: {
      ip: world.ip,
      userAgent,
      ...(world.country !== undefined && { country: world.country }),
    },
  }
}

/** Of a session that may come of a proof. */
export const newSessionKey = (): SessionKey => ({
  sessionId: newSessionId(),
  cookieId: randomToken(),
})

/** What it has answered, with what the next step needs. */
export function enteredBy(
  world: World,
  { sub }: Pick<Given, 'sub'>,
  entry: Result<Entry, 'refused'>,
): Result<Entered, 'refused'> {
  if (!entry.ok) return entry
  if (entry.value.kind !== 'session') return ok({ ...entry.value, sub })
  const { kind, key: session, owesTerms } = entry.value
  world.log.event('signed_in', { sub })
  return ok({ kind, sub, session, owesTerms })
}
