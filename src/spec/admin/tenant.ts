/** Bodies of `/api/sso/v1/tenant`: the settings, each within its bounds. Lifetimes are in seconds. */
import * as v from 'valibot'
import { CLAIM_NAME, CLAIM_PLACES } from '../claim_names.ts'
import { PROFILES } from '../client_metadata.ts'
import { SIGNING_ALGORITHMS } from '../client_metadata.ts'
import { branding } from './branding.ts'
import { omissible } from './entries.ts'
import { turnstileAnswer, turnstilePatch } from './turnstile.ts'
import { about, count, displayText, instant, scopeToken, secondsBetween, uri } from './values.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** An API of the tenant's. Everything has to be said, so that nothing about its tokens is a surprise. */
const resourceServer = v.strictObject({
  resource: about('What clients ask for, and the aud of its tokens', v.pipe(uri, v.maxLength(512))),
  name: displayText,
  scopes: about(
    "Those of the tenant's scopes that are its own",
    v.pipe(v.array(scopeToken), v.minLength(1), v.maxLength(100)),
  ),
  access_token_lifetime: secondsBetween(30, DAY),
  access_token_signing_alg: v.picklist(SIGNING_ALGORITHMS),
  client_id: v.exactOptional(
    about('The client that it introspects its tokens as', v.pipe(v.string(), v.maxLength(128))),
  ),
})

const claimMapping = v.strictObject({
  claim: about('What apps read it as', v.pipe(v.string(), v.regex(CLAIM_NAME))),
  source: about(
    'Where it comes from: roles, groups, or the name of a custom claim',
    v.pipe(v.string(), v.regex(CLAIM_NAME)),
  ),
  scope: about('The scope that asks for it', scopeToken),
  in: about(
    'Where it is told',
    v.pipe(v.array(v.picklist(CLAIM_PLACES)), v.minLength(1), v.maxLength(CLAIM_PLACES.length)),
  ),
})

const settings = {
  name: displayText,
  branding: about("The look of the pages, and words of the tenant's own; set as a whole", branding),
  oauth_enabled: about('False closes every OAuth endpoint', v.boolean()),
  signed_requests: about(
    'Whether every authorization request must be signed, or each client says for itself',
    v.picklist(['required', 'per_client']),
  ),
  session_management: about(
    'Whether clients may watch by a frame whether a person is still signed in',
    v.boolean(),
  ),
  default_profile: about('The profile of clients that name none', v.picklist(PROFILES)),
  request_uri_parameter: about(
    'Whether clients may send a request_uri of their own, which is fetched (RFC 9101 §5.2)',
    v.boolean(),
  ),
  front_channel_tokens: about(
    'Whether clients that registered it may have tokens with an authorization response (implicit and hybrid flow)',
    v.boolean(),
  ),
  require_dpop_nonce: about('Whether DPoP proofs must hold a nonce of ours', v.boolean()),
  registration: about(
    'Whether clients may register themselves: not at all, with an initial access token, or whoever comes',
    v.picklist(['off', 'token', 'open']),
  ),
  open_registrations_per_hour: about(
    'How many clients may register themselves in an hour without a token',
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  ),
  second_factor: about(
    'Whether whoever signs in proves two factors, and sets a second one up who has none',
    v.picklist(['optional', 'required']),
  ),
  password_min_length: about(
    'How many characters a password has at least that a person chooses (NIST SP 800-63B-4 §3.1.1.2)',
    v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(64)),
  ),
  sign_in_by_email: about(
    'Whether people may sign in by a code or a link that is mailed to them',
    v.boolean(),
  ),
  second_factor_by_email: about(
    'Whether a mailed code proves the second factor of whoever has set up none',
    v.boolean(),
  ),
  passkeys: about(
    'Whether people may sign in by passkeys and add some; off leaves those that there are, and asks for none',
    v.picklist(['offered', 'off']),
  ),
  sign_in_form: about(
    'Whether a sign-in asks for name and password on one page, or for the name first',
    v.picklist(['combined', 'identifier_first']),
  ),
  remember_me: about(
    'Whether people may choose to stay signed in when their browser is closed',
    v.boolean(),
  ),
  sign_up: about(
    'Whether people may make accounts themselves: not at all, by an invitation, or whoever comes; needs mail',
    v.picklist(['off', 'invite', 'open']),
  ),
  terms_version: about(
    'Which terms everybody accepts, those of branding.links.terms_uri, and again when it changes; empty for none',
    v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9._-]*$/)),
  ),
  scopes: v.pipe(
    v.array(v.strictObject({ name: scopeToken, description: displayText })),
    v.maxLength(100),
  ),
  claim_mappings: about(
    'What apps are told of people beyond the standard claims',
    v.pipe(v.array(claimMapping), v.maxLength(50)),
  ),
  resource_servers: about(
    'The APIs that tokens are made for by name (RFC 8707)',
    v.pipe(v.array(resourceServer), v.maxLength(50)),
  ),
  default_locale: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)),
  /** "A maximum authorization code lifetime of 10 minutes is RECOMMENDED" (RFC 6749 §4.1.2). */
  authorization_code_lifetime: secondsBetween(10, 600),
  access_token_lifetime: secondsBetween(30, DAY),
  id_token_lifetime: secondsBetween(30, DAY),
  refresh_token_idle_lifetime: secondsBetween(60, YEAR),
  refresh_token_absolute_lifetime: secondsBetween(60, 10 * YEAR),
  refresh_token_grace: secondsBetween(0, 60),
  session_idle_lifetime: secondsBetween(60, YEAR),
  session_absolute_lifetime: secondsBetween(60, YEAR),
  sign_in_lifetime: secondsBetween(60, HOUR),
  request_uri_lifetime: secondsBetween(5, 600),
  device_code_lifetime: secondsBetween(60, 1800),
  request_object_max_age: secondsBetween(10, HOUR),
}

export const tenantPatch = v.strictObject(omissible({ ...settings, turnstile: turnstilePatch }))
export type TenantPatch = v.InferOutput<typeof tenantPatch>

export const tenantAnswer = v.strictObject({
  issuer: v.string(),
  ...settings,
  turnstile: turnstileAnswer,
  epoch: about('Counts how often everybody was signed out', count),
  created_at: instant,
  updated_at: instant,
})
export type TenantAnswer = v.InferInput<typeof tenantAnswer>
