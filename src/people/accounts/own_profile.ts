/** A person's own profile, changed by themselves; lists of people are told of a new name. */
import { normalizeEmail } from '../../domain/names.ts'
import type { OwnAccount } from '../../domain/own_account.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { OwnProfile } from '../../spec/own_profile.ts'
import type { World } from '../../stores/world.ts'
import { ownSession } from './own_session.ts'
import { summaryOf } from './summary.ts'

export async function changeOwnProfile(
  world: World,
  account: OwnAccount,
  profile: OwnProfile,
): Promise<Result<null, 'no_session'>> {
  const own = await ownSession(world, account)
  const changed = await world.users.of(account.sub).changeProfile(own, profile)
  if (!changed.ok) return changed
  const person = changed.value
  const name = normalizeEmail(person.claims.email ?? '')
  // Also where nothing was changed: the last time may have been cut short just here.
  if (name !== undefined) await world.directories.describe('email', name, summaryOf(person))
  return ok(null)
}
