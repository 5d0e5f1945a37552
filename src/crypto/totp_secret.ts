/** Secrets of authenticator apps at rest: sealed with the ring's rest key, each for its own person (see client_secrets.ts). */
import { base64url, fromBase64url } from '../kernel/encoding.ts'
import type { Sub } from '../kernel/ids.ts'
import { openField, sealField, type Place } from './sealed_field.ts'
import type { TenantKeys } from './tenant_keys.ts'

export const sealTotpSecret = (
  keys: TenantKeys,
  sub: Sub,
  secret: Uint8Array<ArrayBuffer>,
): Promise<string> => sealField(keys.restKey, base64url(secret), placeOf(keys, sub))

/** @throws Error where a record does not open */
export async function openTotpSecret(
  keys: TenantKeys,
  sub: Sub,
  sealed: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = await openField(keys.restKey, sealed, placeOf(keys, sub))
  const secret = text === undefined ? undefined : fromBase64url(text)
  if (!secret) throw new Error(`the authenticator secret of ${sub} does not open`)
  return secret
}

const placeOf = ({ tenant }: TenantKeys, sub: Sub): Place => ({
  tenant,
  table: 'documents',
  row: `${sub} totp`,
  field: 'secret',
})
