/** The setting `turnstile` as it is stored: its secret sealed, or the one that stands kept. */
import { sealTurnstileSecret } from '../../crypto/turnstile_secret.ts'
import type { Turnstile } from '../../domain/turnstile.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { SettingsFault } from '../../rules/tenant_settings.ts'
import type { TurnstileSetting } from '../../spec/admin/turnstile.ts'
import type { World } from '../../stores/world.ts'

/** A secret that was left out is the standing one, if that is of the same widget. */
export async function sealTurnstile(
  { registry }: Pick<World, 'registry'>,
  { site_key, on, secret }: TurnstileSetting,
  standing: Turnstile | null,
): Promise<Result<Turnstile, SettingsFault>> {
  if (secret !== undefined) {
    const sealed_secret = await sealTurnstileSecret(await registry.keys(), site_key, secret)
    return ok({ site_key, on, sealed_secret })
  }
  return standing?.site_key === site_key
    ? ok({ ...standing, on })
    : err({ field: 'turnstile', detail: 'needs the secret that goes with this site_key' })
}
