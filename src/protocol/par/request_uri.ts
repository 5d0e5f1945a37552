/** The `request_uri` of a pushed request (RFC 9126 §2.2): its address in our keeping, sealed. */
import { open, seal } from '../../crypto/envelope.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { PendingAddress } from '../../stores/pendings.ts'

const PREFIX = 'urn:ietf:params:oauth:request_uri:'

/** Whether a `request_uri` looks like one of ours: only those are opened, and none is ever fetched. */
export const isPushedUri = (uri: string): boolean => uri.startsWith(PREFIX)

export async function sealRequestUri(keys: TenantKeys, address: PendingAddress): Promise<string> {
  return PREFIX + (await seal(keys, 'request_uri', address))
}

/** Undefined for whatever this tenant did not issue. */
export const openRequestUri = (
  keys: TenantKeys,
  uri: string,
): Promise<PendingAddress | undefined> =>
  open<PendingAddress>(keys, 'request_uri', uri.slice(PREFIX.length))
