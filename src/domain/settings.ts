/** A tenant's settings: what `GET /api/sso/v1/tenant` answers, plus what is ours to count. Lifetimes are in seconds. */
import { DAY, HOUR, MINUTE, type Seconds } from '../kernel/clock.ts'
import type { TenantId } from '../kernel/ids.ts'
import { OUR_SCOPES } from '../spec/claims.ts'
import type { Profile } from '../spec/client_metadata.ts'
import type { Branding } from './branding.ts'
import type { ClaimMapping } from './claim_mapping.ts'
import type { ResourceServer } from './resource_server.ts'
import type { SessionPolicy } from './session.ts'
import type { Turnstile } from './turnstile.ts'
import type { Upstream } from './upstream.ts'
import type { Demand } from './demand.ts'

/** A scope of the tenant's own, for its APIs. */
export interface TenantScope {
  name: string
  /** What a person reads on the consent page. */
  description: string
}

export interface EditableSettings {
  /** On every page, and in `X has signed you in`. */
  name: string
  /** The look of the pages, and words of the tenant's own on them. */
  branding: Branding
  /** False closes every OAuth endpoint with 503. */
  oauth_enabled: boolean
  /** `required`: every authorization request must be signed. `per_client`: the client's own metadata decides. */
  signed_requests: 'required' | 'per_client'
  /** Whether clients may watch by a frame whether a person is still signed in (Session Management 1.0). */
  session_management: boolean
  /** The profile of clients that name none. */
  default_profile: Profile
  /** Whether a client may send a `request_uri` of its own that it has registered, and have us fetch it. */
  request_uri_parameter: boolean
  /** Whether tokens may come with an authorization response, to clients that registered so (RFC 9700 §2.1.2 advises no). */
  front_channel_tokens: boolean
  /** Whether DPoP proofs must hold a nonce of ours (RFC 9449 §8). */
  require_dpop_nonce: boolean
  /** Whether clients may register themselves: not at all, with an initial access token, or whoever comes (RFC 7591 §3). */
  registration: 'off' | 'token' | 'open'
  /** How many clients may come in an hour without a token. */
  open_registrations_per_hour: number
  /** `required`: whoever signs in proves two factors, and sets a second one up who has none. */
  second_factor: 'optional' | 'required'
  /** How many characters a password has at least that a person chooses. */
  password_min_length: number
  /** Whether people may sign in by a code or a link that is mailed; where no mail is sent, they never may. */
  sign_in_by_email: boolean
  /** Whether a mailed code proves the second factor of whoever has set up none. */
  second_factor_by_email: boolean
  /** `off`: nobody is asked for a passkey, or adds one; those that there are stay, and open nothing. */
  passkeys: 'offered' | 'off'
  /** Whether a sign-in asks for the name and the proof on one page, or for the name first. */
  sign_in_form: 'combined' | 'identifier_first'
  /** Whether people may choose to stay signed in when their browser is closed. */
  remember_me: boolean
  /** Whether people may make accounts themselves: not at all, where they were invited, or whoever comes. Needs mail. */
  sign_up: 'off' | 'invite' | 'open'
  /**
   * Which terms everybody accepts, those of `branding.links.terms_uri`: with a new account, and again where they have changed.
   * Kept with each account that has. Empty where there is nothing to accept.
   */
  terms_version: string
  /** Cloudflare Turnstile before forms that strangers send; null where nobody is asked. */
  turnstile: Turnstile | null
  scopes: TenantScope[]
  /** What apps are told of people beyond the standard claims, and by which scope. */
  claim_mappings: ClaimMapping[]
  /** The tenant's APIs that tokens are made for by name (RFC 8707). */
  resource_servers: ResourceServer[]
  default_locale: string
  authorization_code_lifetime: Seconds
  access_token_lifetime: Seconds
  id_token_lifetime: Seconds
  refresh_token_idle_lifetime: Seconds
  refresh_token_absolute_lifetime: Seconds
  /** How long the last generation of a refresh token still answers with the current one. */
  refresh_token_grace: Seconds
  session_idle_lifetime: Seconds
  session_absolute_lifetime: Seconds
  sign_in_lifetime: Seconds
  request_uri_lifetime: Seconds
  /** How long a device may wait for its person. */
  device_code_lifetime: Seconds
  /** The longest time between `iat` (or `nbf`) and `exp` of a request object. */
  request_object_max_age: Seconds
}

export interface TenantSettings extends EditableSettings {
  schema: 1
  tenant: TenantId
  /** Raised to sign everybody out. */
  epoch: number
  /** Client ids that carry no tag of ours, because an operator or a test chose them. */
  listedClientIds: string[]
  /** Who else people may sign in with, in the order of their buttons. */
  upstreams: Upstream[]
  createdAt: Seconds
  updatedAt: Seconds
  revision: number
}

export const DEFAULT_SETTINGS: EditableSettings = {
  name: 'Amphora',
  branding: {},
  oauth_enabled: true,
  signed_requests: 'required',
  session_management: false,
  default_profile: 'oidc',
  request_uri_parameter: false,
  front_channel_tokens: false,
  require_dpop_nonce: false,
  registration: 'off',
  open_registrations_per_hour: 20,
  second_factor: 'optional',
  // Where a password is the only factor, fifteen; eight at the least (NIST SP 800-63B-4 §3.1.1.2).
  password_min_length: 15,
  // A way in that an operator has to open: whoever reads a mailbox is let in.
  sign_in_by_email: false,
  second_factor_by_email: false,
  passkeys: 'offered',
  sign_in_form: 'combined',
  remember_me: true,
  sign_up: 'off',
  terms_version: '',
  turnstile: null,
  scopes: [],
  claim_mappings: [],
  resource_servers: [],
  default_locale: 'en',
  authorization_code_lifetime: 60,
  access_token_lifetime: 5 * MINUTE,
  id_token_lifetime: 5 * MINUTE,
  refresh_token_idle_lifetime: 30 * DAY,
  refresh_token_absolute_lifetime: 365 * DAY,
  refresh_token_grace: 10,
  session_idle_lifetime: 12 * HOUR,
  session_absolute_lifetime: 30 * DAY,
  sign_in_lifetime: 15 * MINUTE,
  request_uri_lifetime: 90,
  device_code_lifetime: 10 * MINUTE,
  request_object_max_age: 5 * MINUTE,
}

const BEFORE_ANY_CHANGE = { ...DEFAULT_SETTINGS, upstreams: [] }

/** Settings as they were stored, with what has been invented since at its default. */
export const completeSettings = (stored: TenantSettings): TenantSettings => ({
  ...BEFORE_ANY_CHANGE,
  ...stored,
})

/** Whether everybody here proves two factors. */
export const demandOfTenant = ({ second_factor: asked }: TenantSettings): Demand =>
  asked === 'required' ? 'required' : 'none'

/** Whether a mailed code proves a second factor here. @param hasMail whether any mail is sent at all */
export const isMailTaken = (
  { second_factor_by_email: isTaken }: TenantSettings,
  hasMail: boolean,
): boolean => hasMail && isTaken

/** How long sessions of this tenant live, since which epoch, and what does not prove them. */
export const sessionPolicyOf = (settings: TenantSettings): SessionPolicy => ({
  idle: settings.session_idle_lifetime,
  absolute: settings.session_absolute_lifetime,
  tenantEpoch: settings.epoch,
  ...(settings.passkeys === 'off' && { arePasskeysOff: true }),
})

/** The scopes that there are: ours and the tenant's own. */
export const offeredScopes = ({ scopes }: Pick<TenantSettings, 'scopes'>): string[] => [
  ...OUR_SCOPES,
  ...scopes.map(({ name }) => name),
]
