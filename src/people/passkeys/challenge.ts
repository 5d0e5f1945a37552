/**
 * The challenge of a ceremony with a passkey: a sealed envelope that says what it is for, which browser it was given to and
 * until when. Nothing is stored until it is answered; then the person's object keeps its id until it is dead.
 */
import { open, seal } from '../../crypto/envelope.ts'
import type { SpentChallenge } from '../../domain/passkey.ts'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'

export const CHALLENGE_LIFETIME: Seconds = 5 * MINUTE

/** What a challenge is good for, and for nothing else. */
export interface ChallengeScope {
  use: 'sign_in' | 'second_factor' | 'addition'
  /** What the browser's cookie holds. */
  browser: string
  /** Whose passkey it is to be, where somebody is known already. */
  sub?: Sub
}

interface SealedChallenge extends ChallengeScope, SpentChallenge {}

export async function newChallenge(
  { registry, now }: Pick<World, 'registry' | 'now'>,
  scope: ChallengeScope,
): Promise<string> {
  const challenge: SealedChallenge = {
    ...scope,
    id: randomToken(),
    until: now + CHALLENGE_LIFETIME,
  }
  return seal(await registry.keys(), 'passkey_challenge', challenge)
}

/** Whether it is one of ours, for this and no other browser, person and use, in time. */
export async function readChallenge(
  { registry, now }: Pick<World, 'registry' | 'now'>,
  sealed: string,
  { use, browser, sub }: ChallengeScope,
): Promise<Result<SpentChallenge, 'challenge' | 'challenge_expired'>> {
  const keys = await registry.keys()
  const challenge = await open<SealedChallenge>(keys, 'passkey_challenge', sealed)
  const isMeant = challenge?.use === use && challenge.browser === browser && challenge.sub === sub
  if (!isMeant) return err('challenge')
  const { id, until } = challenge
  return until > now ? ok({ id, until }) : err('challenge_expired')
}
