/** ID tokens of ours that come back: `id_token_hint` of authorization and of logout. */
import { verifyOwnJwt } from '../../crypto/own_jwt.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import { ID_TOKEN_TYP } from './id_token.ts'

export interface IdTokenHint {
  /** As the client knows the person: see `subject.ts`. */
  sub: string
  audience: readonly string[]
  sid?: string
}

/**
 * What an ID token says, or undefined where it is not one that we signed, under whichever key, archived ones included.
 * Its age is no matter: "The OP SHOULD accept ID Tokens when the RP identified by the ID Token's aud claim … even when
 * the exp time has passed" (RP-Initiated Logout §2).
 */
export async function verifyIdTokenHint(
  keys: TenantKeys,
  token: string,
  issuer: string,
): Promise<IdTokenHint | undefined> {
  const claims = await verifyOwnJwt(token, { typ: ID_TOKEN_TYP, keys: keys.signing })
  const { iss, sub, aud, sid } = claims ?? {}
  if (iss !== issuer || typeof sub !== 'string' || typeof aud !== 'string') return undefined
  return { sub, audience: [aud], ...(typeof sid === 'string' && { sid }) }
}
