/** Refusals of a device that asks what has become of its request: RFC 8628 §3.5. */
import { final, passing, type RefusalText } from './text.ts'

export const DEVICE_REFUSALS = {
  device_code_missing: final(
    'invalid_request',
    'device_code is missing',
    'Send the device_code that /oauth/device_authorization answered.',
  ),
  device_code_invalid: final(
    'invalid_grant',
    'device_code is unknown, used or of another client',
    'Stop polling once tokens have come; for new ones, ask for a new code.',
  ),
  device_code_pending: passing(
    'authorization_pending',
    'the person has not answered yet',
    'Ask again when interval seconds have passed.',
  ),
  device_code_too_fast: passing(
    'slow_down',
    'the device asks too often',
    'Wait five seconds longer between two polls from now on (RFC 8628 §3.5).',
  ),
  device_code_expired: final(
    'expired_token',
    'device_code has expired',
    'Wait until the person wants to try again, then ask for a new code.',
  ),
} as const satisfies Record<string, RefusalText>
