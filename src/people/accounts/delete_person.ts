/**
 * The end of a person: refused first, then nameless, then erased but for a tombstone. Whatever cuts it short, asking
 * again finishes it, and nobody else has had the name in between.
 */
import type { AuditEvent } from '../../domain/audit.ts'
import { identityName } from '../../domain/identity.ts'
import { identitiesOf } from '../../domain/linked_identities.ts'
import { listedName } from '../../domain/listed_name.ts'
import type { Person } from '../../domain/person.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { ownerOf } from './names.ts'

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
  const person = disabled.value
  await letGo(world, person)
  await world.tenants.appendAudit([event])
  const erased = await user.erase(person.revision)
  // Somebody has changed them meanwhile, and with what they go by: that is let go as well.
  if (!erased.ok && erased.reason === 'changed') return deletePerson(world, sub, null, event)
  return ok(null)
}

/** All that leads to somebody who is refused by now. */
async function letGo({ directories, users }: AdminWorld, person: Person): Promise<void> {
  const by = ownerOf(person)
  const { kind, name } = listedName(person)
  await directories.release(kind, name, by)
  const identities = identitiesOf(person).map(identityName)
  await Promise.all(identities.map((each) => directories.release('upstream', each, by)))
  const passkeys = await users.of(person.sub).passkeys()
  await Promise.all(passkeys.map(({ id }) => directories.release('passkey', id, by)))
}
