/** Why signing in with others did not work, by class: what they have said themselves goes to the log, and no further. */
import * as oauth from 'oauth4webapi'
import { UpstreamUnreachable } from './guarded_fetch.ts'

export interface UpstreamFailure {
  /**
   * `declined`: the person, or the provider for them, said no. `unreachable`: the provider did not answer. `failed`: it
   * answered, and not as it should. `not_here`: nothing was begun in this browser that this is an answer to, or it was
   * taken already.
   */
  reason: 'declined' | 'unreachable' | 'failed' | 'not_here'
  /** For the log alone. */
  cause: string
}

/** What they call it when somebody has changed their mind. */
const DECLINED = [
  'access_denied',
  'user_cancelled_authorize',
  'user_cancelled_login',
  'user_denied',
  'consent_required',
  'interaction_required',
  'login_required',
]

/** A code of the library or of the protocol, which holds nothing that anybody was to keep for themselves. */
export function failureOf(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamUnreachable) return { reason: 'unreachable', cause: error.refusal }
  if (error instanceof oauth.AuthorizationResponseError) {
    const cause = errorCode(error.error)
    return { reason: DECLINED.includes(cause) ? 'declined' : 'failed', cause }
  }
  if (error instanceof oauth.ResponseBodyError) {
    return { reason: 'failed', cause: errorCode(error.error) }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return { reason: 'failed', cause: code }
}

/** "Values for the "error" parameter MUST NOT include characters outside the set …" (RFC 6749 §4.1.2.1); ours are fewer. */
const errorCode = (text: string): string => (/^[A-Za-z0-9_.-]{1,64}$/.test(text) ? text : 'other')
