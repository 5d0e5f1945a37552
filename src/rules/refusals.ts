/**
 * The one catalogue of refusals. Each has a stable key that pages, JSON and logs print, the standard's error code, one
 * fixed ASCII sentence without request data, how to mend it, and whether the same request may be tried again.
 * docs/errors.md is written from it.
 */
import { err, type Err } from '../kernel/result.ts'
import { ACCESS_REFUSALS } from './refusals/access.ts'
import { AUTHORIZATION_REFUSALS } from './refusals/authorization.ts'
import { CLIENT_REFUSALS } from './refusals/client.ts'
import { DEVICE_REFUSALS } from './refusals/device.ts'
import { DPOP_REFUSALS } from './refusals/dpop.ts'
import { PARAMETER_REFUSALS } from './refusals/parameters.ts'
import { REGISTRATION_REFUSALS } from './refusals/registration.ts'
import { REQUEST_OBJECT_REFUSALS } from './refusals/request_object.ts'
import { TOKEN_REFUSALS } from './refusals/token.ts'
import type { RefusalText } from './refusals/text.ts'

export const REFUSALS = {
  ...REQUEST_OBJECT_REFUSALS,
  ...PARAMETER_REFUSALS,
  ...AUTHORIZATION_REFUSALS,
  ...CLIENT_REFUSALS,
  ...TOKEN_REFUSALS,
  ...DEVICE_REFUSALS,
  ...ACCESS_REFUSALS,
  ...DPOP_REFUSALS,
  ...REGISTRATION_REFUSALS,
} as const satisfies Record<string, RefusalText>

export type RefusalKey = keyof typeof REFUSALS

/** A refusal on its way to an answer. */
export interface Refusal {
  readonly key: RefusalKey
  /** For the log alone: which check failed, never a value from the request. */
  readonly cause?: string
}

export const refuse = (key: RefusalKey, cause?: string): Err<Refusal> =>
  err(cause === undefined ? { key } : { key, cause })
