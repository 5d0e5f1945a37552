/** `PATCH` of a tenant's settings, judged in their merged state. */
import type { EditableSettings, TenantSettings } from '../../domain/settings.ts'
import { err, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { settingsFault, type SettingsFault } from '../../rules/tenant_settings.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

/** Changes settings. Without an expected revision, they must still be what they were when the change was judged. */
export async function changeSettings(
  world: AdminWorld,
  patch: Partial<EditableSettings>,
  expectedRevision: number | null,
): Promise<Result<TenantSettings, SettingsFault | 'changed'>> {
  const standing = await world.tenants.settings()
  const fault = settingsFault({ ...standing, ...patch }, world.issuer)
  if (fault) return err(fault)
  const audit = adminEvent(world, 'tenant.updated', { detail: { fields: Object.keys(patch) } })
  return world.tenants.updateSettings(patch, expectedRevision ?? standing.revision, audit)
}
