/** The one error of the SDK. What it says never contains a code, a token or a secret, so it may be logged whole. */
import * as oauth from 'oauth4webapi'

/** What the SDK itself finds wrong; every other code is the provider's own word, such as `access_denied`. */
export type ClientErrorCode =
  /** An option cannot be right; the description says which. */
  | 'configuration_invalid'
  /** The redirect back brings neither a code nor an error, or brings one twice. */
  | 'callback_invalid'
  /** The redirect back does not belong to this transaction (RFC 6749 §10.12). */
  | 'state_mismatch'
  /** The redirect back came from another issuer (RFC 9207). */
  | 'issuer_mismatch'
  /** The ID token is not what was asked for, or its signature is wrong. */
  | 'id_token_invalid'
  /** The answer is about another person than the one who signed in. */
  | 'subject_mismatch'
  /** The provider answered what the protocol does not allow. */
  | 'response_invalid'
  /** The provider could not be reached, or asked to come back later. */
  | 'temporarily_unavailable'
  /** This browser makes or keeps no key: WebCrypto or IndexedDB is closed to the page. */
  | 'key_unavailable'
  /** Nobody is signed in here, or no longer. */
  | 'signed_out'
  /** The session does not fit into a cookie. */
  | 'session_too_large'

export type AmphoraErrorCode = ClientErrorCode | (string & {})

export class AmphoraError extends Error {
  override readonly name = 'AmphoraError'
  readonly code: AmphoraErrorCode
  /** A sentence for a developer: the provider's `error_description`, or our own. */
  readonly description: string

  constructor(code: AmphoraErrorCode, description = '', options?: ErrorOptions) {
    super(description ? `${code}: ${description}` : code, options)
    this.code = code
    this.description = description
  }

  /** Whether the same call may succeed a little later. */
  get retryable(): boolean {
    return this.code === 'temporarily_unavailable' || this.code === 'server_error'
  }
}

/** Runs a step of the protocol, and turns whatever it throws into an AmphoraError. */
export async function withAmphoraErrors<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw await toAmphoraError(error)
  }
}

async function toAmphoraError(error: unknown): Promise<unknown> {
  if (
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.ResponseBodyError
  ) {
    return new AmphoraError(error.error, error.error_description)
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return fromChallenge(error)
  if (error instanceof oauth.UnsupportedOperationError) {
    return new AmphoraError('response_invalid', error.message)
  }
  if (error instanceof oauth.OperationProcessingError) {
    const isAboutIdToken =
      error.code === oauth.JWT_CLAIM_COMPARISON ||
      error.code === oauth.JWT_TIMESTAMP_CHECK ||
      error.code === oauth.KEY_SELECTION
    return new AmphoraError(isAboutIdToken ? 'id_token_invalid' : 'response_invalid', error.message)
  }
  return error
}

/** An endpoint that answers 401 names the error in its body, in its challenge, or in both. */
async function fromChallenge(error: oauth.WWWAuthenticateChallengeError): Promise<AmphoraError> {
  const body: unknown = await error.response.json().catch(() => undefined)
  const named = textMembers(body)
  const [challenge] = error.cause
  return new AmphoraError(
    named['error'] ?? challenge?.parameters.error ?? 'invalid_token',
    named['error_description'] ?? challenge?.parameters.error_description,
  )
}

function textMembers(body: unknown): Record<string, string> {
  const members = typeof body === 'object' && body !== null ? Object.entries(body) : []
  return Object.fromEntries(members.filter(([, value]) => typeof value === 'string'))
}
