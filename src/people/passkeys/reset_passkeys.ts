/** Passkeys taken away by an operator: for a person who has lost them, or lost them to somebody. */
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import type { Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

/**
 * Ends every session and grant of the person, if there was one to take away.
 * @param id of one passkey; null for all
 * @returns how many are gone
 */
export async function resetPasskeys(
  world: AdminWorld,
  sub: Sub,
  id: string | null,
): Promise<Result<number, 'unknown'>> {
  const removed = await world.users.of(sub).resetPasskeys(id, randomToken())
  if (!removed.ok) return removed
  const detail = { removed: removed.value, ...(id !== null && { passkey: id }) }
  await world.tenants.appendAudit([adminEvent(world, 'user.passkeys_removed', { sub, detail })])
  return removed
}
