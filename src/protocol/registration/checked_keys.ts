/** The keys that a client registers, inline, by address or in PEM: only what we would verify with is kept. */
import { checkRegisteredKeys, pemToJwk } from '../../crypto/registered_keys.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { metadataFault, type MetadataRefusal } from '../../rules/metadata_refusal.ts'
import { checkOutboundUrl } from '../../rules/outbound_url.ts'
import type { ClientPatch } from '../../spec/admin/clients.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'

type KeyFields = Pick<ClientPatch, 'jwks' | 'jwks_uri' | 'public_key_pem'>

/** The same change with a key in PEM as `jwks`, if its keys and their address may be registered. */
export async function withCheckedKeys<T extends KeyFields>(
  change: T,
  world: RegistrarWorld,
): Promise<Result<Omit<T, 'public_key_pem'>, MetadataRefusal>> {
  const { public_key_pem: pem, ...rest } = change
  if (rest.jwks_uri && !checkOutboundUrl(rest.jwks_uri, world).ok) {
    return err(metadataFault('jwks_uri', 'must be a public https URL that we may fetch'))
  }
  if (pem) return withPem(rest, pem)
  // Null removes the keys, whichever spelling says so.
  if (pem === null) return ok({ ...rest, jwks: null })
  if (!rest.jwks) return ok(rest)
  const checked = await checkRegisteredKeys(rest.jwks)
  return checked.ok ? ok(rest) : err(metadataFault('jwks', checked.reason))
}

async function withPem<T extends object>(
  rest: T,
  pem: string,
): Promise<Result<T, MetadataRefusal>> {
  const key = await pemToJwk(pem)
  return key.ok
    ? ok({ ...rest, jwks: { keys: [key.value] } })
    : err(metadataFault('public_key_pem', 'must be one public key in PEM, SubjectPublicKeyInfo'))
}
