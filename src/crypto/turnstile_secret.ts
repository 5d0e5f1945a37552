/** The secret of a Turnstile widget at rest: sealed as those of other providers are, for its own widget alone. */
import { openField, sealField, type Place } from './sealed_field.ts'
import type { TenantKeys } from './tenant_keys.ts'

export const sealTurnstileSecret = (
  keys: TenantKeys,
  siteKey: string,
  secret: string,
): Promise<string> => sealField(keys.restKey, secret, placeOf(keys, siteKey))

/** @throws Error where it does not open */
export async function openTurnstileSecret(
  keys: TenantKeys,
  siteKey: string,
  sealed: string,
): Promise<string> {
  const secret = await openField(keys.restKey, sealed, placeOf(keys, siteKey))
  if (secret === undefined) throw new Error(`the secret of the widget ${siteKey} does not open`)
  return secret
}

const placeOf = ({ tenant }: TenantKeys, row: string): Place => ({
  tenant,
  table: 'turnstile',
  row,
  field: 'secret',
})
