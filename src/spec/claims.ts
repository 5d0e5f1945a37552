import { isJsonObject, type JsonValue } from '../kernel/json.ts'

/** The standard claims about a person (OpenID Connect Core §5.1) and the scopes that ask for them (§5.4). */
export interface AddressClaim {
  formatted?: string
  street_address?: string
  locality?: string
  region?: string
  postal_code?: string
  country?: string
}

export interface StandardClaims {
  name?: string
  given_name?: string
  family_name?: string
  middle_name?: string
  nickname?: string
  preferred_username?: string
  profile?: string
  picture?: string
  website?: string
  gender?: string
  /** `YYYY-MM-DD`, `0000-MM-DD` or `YYYY`. */
  birthdate?: string
  zoneinfo?: string
  locale?: string
  email?: string
  email_verified?: boolean
  phone_number?: string
  phone_number_verified?: boolean
  address?: AddressClaim
  /** NumericDate; ours to set. */
  updated_at?: number
}

export type ClaimName = keyof StandardClaims

export const SCOPE_CLAIMS = {
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
} as const satisfies Record<string, readonly ClaimName[]>

/** Every claim about a person that there is; `sub`, `acr` and their like are about the sign-in. */
export const CLAIM_NAMES: readonly ClaimName[] = Object.values(SCOPE_CLAIMS).flat()

/** The scopes that every tenant and, unless it is registered with fewer, every client has. */
export const STANDARD_SCOPES = [
  'openid',
  'profile',
  'email',
  'phone',
  'address',
  'offline_access',
] as const
export type StandardScope = (typeof STANDARD_SCOPES)[number]

/** Opens the admin API, for a person who is an operator. */
export const ADMIN_SCOPE = 'amphora:admin'

/** Every tenant has these too, but a client only where an operator has registered them for it by name. */
export const NAMED_SCOPES = ['roles', 'groups', ADMIN_SCOPE] as const

/** The scopes that we give a meaning to: a tenant's own have other names. */
export const OUR_SCOPES: readonly string[] = [...STANDARD_SCOPES, ...NAMED_SCOPES]

/** The claims that a request asked for by name (OpenID Connect Core §5.5), kept for as long as the grant lives. */
export interface ClaimsRequest {
  id_token?: Record<string, JsonValue>
  userinfo?: Record<string, JsonValue>
}

/** The `sub` values that a request insists on, in either place (OpenID Connect Core §5.5.1). */
export const wantedSubs = ({ id_token, userinfo }: ClaimsRequest): string[] =>
  [id_token, userinfo].flatMap((asked) => {
    const sub = asked?.['sub']
    return isJsonObject(sub) && typeof sub['value'] === 'string' ? [sub['value']] : []
  })
