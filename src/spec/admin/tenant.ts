/** Bodies of `/api/sso/v1/tenant`: the settings, each within its bounds. Lifetimes are in seconds. */
import * as v from 'valibot'
import { PROFILES } from '../client_metadata.ts'
import { omissible } from './entries.ts'
import { about, count, displayText, instant, scopeToken, secondsBetween } from './values.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const YEAR = 365 * DAY

const settings = {
  name: displayText,
  oauth_enabled: about('False closes every OAuth endpoint', v.boolean()),
  signed_requests: about(
    'Whether every authorization request must be signed, or each client says for itself',
    v.picklist(['required', 'per_client']),
  ),
  default_profile: about('The profile of clients that name none', v.picklist(PROFILES)),
  require_dpop_nonce: about('Whether DPoP proofs must hold a nonce of ours', v.boolean()),
  scopes: v.pipe(
    v.array(v.strictObject({ name: scopeToken, description: displayText })),
    v.maxLength(100),
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

export const tenantPatch = v.strictObject(omissible(settings))

export const tenantAnswer = v.strictObject({
  issuer: v.string(),
  ...settings,
  epoch: about('Counts how often everybody was signed out', count),
  created_at: instant,
  updated_at: instant,
})
export type TenantAnswer = v.InferInput<typeof tenantAnswer>
