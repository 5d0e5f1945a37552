/**
 * The authorization code: the approved request itself, sealed (RFC 6749 §4.1.2). Nothing is stored when it is issued,
 * and what it says cannot be changed by anybody.
 */
import { open, seal } from '../../crypto/envelope.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { ApprovalCore, ApprovalDetails } from '../../domain/grant.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { CodeId, Sub } from '../../kernel/ids.ts'

export interface Code {
  codeId: CodeId
  sub: Sub
  expiresAt: Seconds
  /** SHA-256 of the redirect_uri, base64url. */
  redirectUriHash: string
  /** S256 of the verifier (RFC 7636 §4.2). */
  codeChallenge?: string
  core: ApprovalCore
  /** Null where they are too long for a URL, and kept by the person's object meanwhile. */
  details: ApprovalDetails | null
}

/** What of a request fits into a code of 1,024 characters beside all that is always in it. */
const MOST_DETAILS = 240

/** @param cnf the key that the code is bound to, which takes its share of the room */
export const fitsIntoCode = (
  details: ApprovalDetails,
  cnf: ApprovalCore['cnf'] | undefined,
): boolean => new TextEncoder().encode(JSON.stringify({ ...details, cnf })).length <= MOST_DETAILS

export const sealCode = (keys: TenantKeys, code: Code): Promise<string> => seal(keys, 'code', code)

/** Undefined for whatever this tenant did not seal as a code. What it says of time and client is the caller's to judge. */
export const openCode = (keys: TenantKeys, text: string): Promise<Code | undefined> =>
  open<Code>(keys, 'code', text)

export const hashRedirectUri = (uri: string): Promise<string> => sha256base64url(uri)
