/**
 * The end of a person: refused first, then nameless, then erased but for a tombstone. Whatever cuts it short, asking
 * again finishes it, and nobody else has had the name in between.
 */
import type { AuditEvent } from '../../domain/audit.ts'
import { identityName } from '../../domain/identity.ts'
import { identitiesOf } from '../../domain/linked_identities.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

/** @param event the line of the audit that says by whom */
export async function deletePerson(
  world: AdminWorld,
  sub: Sub,
  expectedRevision: number | null,
  event: AuditEvent = adminEvent(world, 'user.deleted', { sub }),
): Promise<Result<null, 'unknown' | 'changed'>> {
  const user = world.users.of(sub)
  const disabled = await user.update({ disabled: true }, expectedRevision)
  if (!disabled.ok) return disabled
  const name = normalizeEmail(disabled.value.claims.email ?? '')
  if (name !== undefined) await world.directories.release('email', name, sub)
  const identities = identitiesOf(disabled.value).map(identityName)
  await Promise.all(identities.map((each) => world.directories.release('upstream', each, sub)))
  const passkeys = await user.passkeys()
  await Promise.all(passkeys.map(({ id }) => world.directories.release('passkey', id, sub)))
  await world.tenants.appendAudit([event])
  await user.erase()
  return ok(null)
}
