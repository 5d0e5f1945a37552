/** The secrets that we have with other providers, at rest: sealed as those of clients are, each for its own record. */
import { openField, sealField, type Place } from './sealed_field.ts'
import type { TenantKeys } from './tenant_keys.ts'

export const sealUpstreamSecret = (
  keys: TenantKeys,
  upstreamId: string,
  secret: string,
): Promise<string> => sealField(keys.restKey, secret, placeOf(keys, upstreamId))

/** @throws Error where it does not open */
export async function openUpstreamSecret(
  keys: TenantKeys,
  upstreamId: string,
  sealed: string,
): Promise<string> {
  const secret = await openField(keys.restKey, sealed, placeOf(keys, upstreamId))
  if (secret === undefined) throw new Error(`the secret of ${upstreamId} does not open`)
  return secret
}

const placeOf = ({ tenant }: TenantKeys, row: string): Place => ({
  tenant,
  table: 'upstreams',
  row,
  field: 'client_secret',
})
