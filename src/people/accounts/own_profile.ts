/** A person's own profile, changed by themselves; lists of people are told of a new name. */
import type { OwnAccount } from '../../domain/own_account.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { OwnProfile } from '../../spec/own_profile.ts'
import type { World } from '../../stores/world.ts'
import { tellDirectory } from './names.ts'
import { ownSession } from './own_session.ts'

export async function changeOwnProfile(
  world: World,
  account: OwnAccount,
  profile: OwnProfile,
): Promise<Result<null, 'no_session'>> {
  const own = await ownSession(world, account)
  const changed = await world.users.of(account.sub).changeProfile(own, profile)
  if (!changed.ok) return changed
  // Also where nothing was changed: the last time may have been cut short just here.
  await tellDirectory(world, changed.value)
  return ok(null)
}
