/** `PATCH` of a tenant's settings, judged in their merged state. */
import type { EditableSettings, TenantSettings } from '../../domain/settings.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { settingsFault, type SettingsFault } from '../../rules/tenant_settings.ts'
import type { TenantPatch } from '../../spec/admin/tenant.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { sealTurnstile } from './seal_turnstile.ts'

/** Changes settings. Without an expected revision, they must still be what they were when the change was judged. */
export async function changeSettings(
  world: AdminWorld,
  patch: TenantPatch,
  expectedRevision: number | null,
): Promise<Result<TenantSettings, SettingsFault | 'changed'>> {
  const standing = await world.tenants.settings()
  const changes = await changesOf(world, patch, standing)
  if (!changes.ok) return changes
  const fault = settingsFault({ ...standing, ...changes.value }, world.issuer)
  if (fault) return err(fault)
  const audit = adminEvent(world, 'tenant.updated', { detail: { fields: Object.keys(patch) } })
  return world.tenants.updateSettings(changes.value, expectedRevision ?? standing.revision, audit)
}

/** The patch as it is stored. */
async function changesOf(
  world: AdminWorld,
  { turnstile, ...plain }: TenantPatch,
  standing: TenantSettings,
): Promise<Result<Partial<EditableSettings>, SettingsFault>> {
  if (turnstile === undefined) return ok(plain)
  if (turnstile === null) return ok({ ...plain, turnstile })
  const sealed = await sealTurnstile(world, turnstile, standing.turnstile)
  return sealed.ok ? ok({ ...plain, turnstile: sealed.value }) : sealed
}
