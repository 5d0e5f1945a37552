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

/**
 * Words that decide something wherever they stand in a token or an answer: of RFC 7519, 7662, 7800, 8417, 8693, 9068,
 * 9396, 9449, 9470, of OpenID Connect Core, its logouts and CIBA, and ours.
 */
const PROTOCOL_CLAIMS = [
  ...['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'typ', 'alg', 'kid', 'crit'],
  ...['azp', 'nonce', 'auth_time', 'acr', 'amr', 'at_hash', 'c_hash', 's_hash', 'rt_hash'],
  ...['sid', 'events', 'toe', 'txn', 'sub_jwk', 'sub_id', '_claim_names', '_claim_sources'],
  ...['cnf', 'ath', 'htm', 'htu', 'act', 'may_act', 'scope', 'client_id', 'authorization_details'],
  ...['active', 'username', 'token_type', 'expires_in', 'verified_claims', 'admin'],
] as const

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
