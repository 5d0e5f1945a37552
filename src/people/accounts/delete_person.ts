/**
 * The end of a person: refused first, then nameless, then erased but for a tombstone. Whatever cuts it short, asking
 * again finishes it, and nobody else has had the name in between.
 */
import { normalizeEmail } from '../../domain/names.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

export async function deletePerson(
  world: AdminWorld,
  sub: Sub,
  expectedRevision: number | null,
): Promise<Result<null, 'unknown' | 'changed'>> {
  const user = world.users.of(sub)
  const disabled = await user.update({ disabled: true }, expectedRevision)
  if (!disabled.ok) return disabled
  const name = normalizeEmail(disabled.value.claims.email ?? '')
  if (name !== undefined) await world.directories.release('email', name, sub)
  await world.tenants.appendAudit([adminEvent(world, 'user.deleted', { sub })])
  await user.erase()
  return ok(null)
}
