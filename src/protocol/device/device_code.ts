/** The device code: where the request is kept, sealed, so that whatever is not ours wakes nobody (RFC 8628 §5.2). */
import { open, seal } from '../../crypto/envelope.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId } from '../../kernel/ids.ts'
import type { PendingAddress } from '../../stores/pendings.ts'

export interface DeviceCode {
  address: PendingAddress
  clientId: ClientId
  expiresAt: Seconds
}

export const sealDeviceCode = (keys: TenantKeys, code: DeviceCode): Promise<string> =>
  seal(keys, 'device_code', code)

/** Undefined for whatever this tenant did not issue. What it says of time and client is the caller's to judge. */
export const openDeviceCode = (keys: TenantKeys, text: string): Promise<DeviceCode | undefined> =>
  open<DeviceCode>(keys, 'device_code', text)
