/** `sub`: a person as one client may know them (OpenID Connect Core §8). What leaves us and comes back is this alone. */
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { Client } from '../../domain/client.ts'
import { base64url, utf8 } from '../../kernel/encoding.ts'
import type { Sub } from '../../kernel/ids.ts'
import { sectorOf } from '../../rules/sector.ts'

/**
 * Our own `sub`, or for a client with pairwise subjects HMAC-SHA-256 of it, in base64url: "The Subject Identifier value
 * MUST NOT be reversible by any party other than the OpenID Provider", "Distinct Sector Identifier values MUST result in
 * distinct Subject Identifier values", "The algorithm MUST be deterministic" (§8.1).
 */
export async function toldSub(keys: TenantKeys, client: Client, sub: Sub): Promise<string> {
  if (client.subject_type !== 'pairwise') return sub
  // A client is its own sector where it has no other: it is never told what everybody knows.
  const text = utf8(`sub\0${sectorOf(client) ?? client.client_id}\0${sub}`)
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.pairwiseKey, text)))
}
