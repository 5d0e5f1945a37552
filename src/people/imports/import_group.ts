/** A few people of an import, at once. Their lines of the audit stand before anybody is told that they are made. */
import type { Result } from '../../kernel/result.ts'
import { importEvent } from '../../notify/admin_audit.ts'
import type { ImportRow } from '../../spec/admin/import.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { importPerson, type Imported, type ImportRefusal } from './import_person.ts'

/**
 * @param rows those that were no rows of persons stand in their places as what they are refused for
 * @returns what became of each, in their order
 */
export async function importGroup<Fault>(
  world: AdminWorld,
  rows: readonly Result<ImportRow, Fault>[],
): Promise<Result<Imported, ImportRefusal | Fault>[]> {
  const isAnyLinked = rows.some((row) => row.ok && row.value.identities)
  // A provider is refused by the newest word alone.
  const { upstreams } = isAnyLinked ? await world.tenants.settings() : { upstreams: [] }
  const outcomes = await Promise.all(
    rows.map(async (row) => (row.ok ? importPerson(world, row.value, upstreams) : row)),
  )
  // Of those who were made before as well: their line may be what was cut short.
  const events = outcomes.flatMap((outcome) =>
    outcome.ok ? [importEvent(world, outcome.value.person)] : [],
  )
  if (events.length > 0) await world.tenants.appendAudit(events)
  return outcomes
}
