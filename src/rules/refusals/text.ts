import type { OAuthErrorCode } from '../../spec/error_codes.ts'

export interface RefusalText {
  error: OAuthErrorCode
  /** `error_description`: ASCII without `"` and `\` (RFC 6749 §4.1.2.1). */
  description: string
  /** What a developer can do about it. */
  mend: string
  /** Whether the very same request may succeed later. */
  retryable: boolean
}

/** A refusal that stays one however often it is tried. */
export const final = <Error extends OAuthErrorCode>(
  error: Error,
  description: string,
  mend: string,
) => ({ error, description, mend, retryable: false }) satisfies RefusalText

/** A refusal that may be another answer next time. */
export const passing = <Error extends OAuthErrorCode>(
  error: Error,
  description: string,
  mend: string,
) => ({ error, description, mend, retryable: true }) satisfies RefusalText
