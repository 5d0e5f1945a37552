/**
 * The one catalogue of refusals. Each has a stable key that pages, JSON and logs print, the standard's error code, one
 * fixed ASCII sentence without request data, how to mend it, and whether the same request may be tried again.
 * docs/errors.md is written from it.
 */
import { err, type Err } from '../kernel/result.ts'
import type { OAuthErrorCode } from '../spec/error_codes.ts'

export interface RefusalText {
  error: OAuthErrorCode
  /** `error_description`: ASCII without `"` and `\` (RFC 6749 §4.1.2.1). */
  description: string
  /** What a developer can do about it. */
  mend: string
  retryable: boolean
}

export const REFUSALS = {
  request_missing: {
    error: 'invalid_request',
    description: 'request parameter is required',
    mend: 'Send the parameters as a signed JWT in `request` (RFC 9101), with nothing beside it but client_id.',
    retryable: false,
  },
  client_unknown: {
    error: 'invalid_client',
    description: 'the client is not known',
    mend: 'Check the client_id. A client that was deleted or disabled is not known either.',
    retryable: false,
  },
  redirect_uri_unregistered: {
    error: 'invalid_request',
    description: 'redirect_uri is not registered for this client',
    mend: 'Register the URI exactly as it is sent: it is compared character by character.',
    retryable: false,
  },
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
