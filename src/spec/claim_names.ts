/** Names of claims: which an operator may choose, and where what they stand for is told. */
import { CLAIM_NAMES } from './claims.ts'

/** Where a claim about a person is told. */
export const CLAIM_PLACES = ['id_token', 'userinfo', 'access_token'] as const
export type ClaimPlace = (typeof CLAIM_PLACES)[number]

/**
 * A plain word, or a name of one's own by a web address: "a Public Name: a name that contains a Collision-Resistant Name"
 * (RFC 7519 §4.2).
 */
export const CLAIM_NAME =
  /^(?:[A-Za-z][A-Za-z0-9_.-]{0,63}|https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,200})$/

/** Words that decide something wherever they stand in a token or an answer. */
const PROTOCOL_CLAIMS = [
  // RFC 7515, RFC 7519
  'typ alg kid crit iss sub aud exp nbf iat jti',
  // OpenID Connect Core, its logouts, its identity assurance, and CIBA
  'azp nonce auth_time acr amr at_hash c_hash s_hash rt_hash sid events sub_jwk verified_claims',
  // RFC 7662, RFC 8693, RFC 9068, RFC 9396
  'active username token_type expires_in scope client_id act may_act authorization_details',
  // RFC 7800, RFC 9449
  'cnf ath htm htu',
  // RFC 8417, RFC 9493
  'toe txn sub_id',
  // Ours, at /api/sso/v1/me
  'admin',
].flatMap((names) => names.split(' '))

const OURS = new Set<string>([...PROTOCOL_CLAIMS, ...CLAIM_NAMES])

/** Whether nobody but the protocol, or the person's own record, gives this claim its value; in whatever case. */
export const isOurClaim = (name: string): boolean => OURS.has(name.toLowerCase())

/** Lists that every person has, and the claims of those names (RFC 7643 §4.1.2). */
export const LISTS = ['roles', 'groups'] as const

/** Whether this is one of the lists, or a name that may be a custom claim's. */
export const isSource = (name: string): boolean => isList(name) || isCustomName(name)

const isList = (name: string): boolean => LISTS.some((list) => list === name)

/** Whether a custom claim may be called so. */
export const isCustomName = (name: string): boolean =>
  CLAIM_NAME.test(name) && !isOurClaim(name) && !isList(name.toLowerCase())

/** Whether something may be told under this name: of the lists, each is told as what it is. */
export const isToldAs = (source: string, claim: string): boolean =>
  isCustomName(claim) || (isList(claim) && claim === source)
