/** Whose an identity is, across the world: claimed before it opens anything, as every name is. */
import { identityName, type UpstreamIdentity } from '../../domain/identity.ts'
import { EVERY_CLAIM } from '../../domain/name_claim.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Claimant } from '../../stores/directories.ts'
import type { World } from '../../stores/world.ts'

type IdentityWorld = Pick<World, 'directories' | 'users' | 'now'>

/** Claims it for a person. The owner's own record has the last word: who does not list it any more, has lost it. */
export async function claimIdentity(
  world: IdentityWorld,
  identity: UpstreamIdentity,
  by: Claimant,
): Promise<Result<null, { owner: Sub; isNobody: boolean }>> {
  const name = identityName(identity)
  const claim = { ...by, email: '', disabled: false, createdAt: world.now }
  const claimed = await world.directories.claim('upstream', name, claim)
  if (claimed.ok) return claimed
  const { owner } = claimed.reason
  const kept = await world.users.of(owner).identity(identity)
  if (kept.ok || kept.reason === 'nobody') {
    return { ok: false, reason: { owner, isNobody: !kept.ok } }
  }
  await world.directories.release('upstream', name, { sub: owner, revision: EVERY_CLAIM })
  const again = await world.directories.claim('upstream', name, claim)
  return again.ok ? ok(null) : { ok: false, reason: { owner: again.reason.owner, isNobody: false } }
}

/** Gives back what was claimed and came to nothing. */
export const giveIdentityBack = (
  { directories }: IdentityWorld,
  identity: UpstreamIdentity,
  by: Claimant,
): Promise<void> => directories.release('upstream', identityName(identity), by)
