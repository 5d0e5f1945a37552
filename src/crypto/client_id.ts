/**
 * Client ids that prove themselves: `client_`, 128 random bits, and a tag of them under the tenant's name key. An id
 * that somebody made up is refused without asking anybody, so nobody can make us look for it.
 */
import { base64url, utf8 } from '../kernel/encoding.ts'
import type { ClientId } from '../kernel/ids.ts'
import { randomToken } from '../kernel/random.ts'
import type { TenantKeys } from './tenant_keys.ts'

const FORM = /^client_([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{8})$/
const TAG_BYTES = 6

/** A new id: 37 characters. */
export async function newClientId(keys: TenantKeys): Promise<ClientId> {
  const random = randomToken(16)
  return `client_${random}${await tagOf(keys, random)}` as ClientId
}

/** Whether we made this id. Not a secret, and no proof of anything else: the tag is public and compared as text. */
export async function hasOurTag(keys: TenantKeys, id: string): Promise<boolean> {
  const [, random, tag] = FORM.exec(id) ?? []
  return random !== undefined && (await tagOf(keys, random)) === tag
}

async function tagOf(keys: TenantKeys, random: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', keys.nameKey, utf8(`client_id\0${random}`))
  return base64url(new Uint8Array(mac, 0, TAG_BYTES))
}
