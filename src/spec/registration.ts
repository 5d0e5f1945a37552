/** What a client says when it registers itself: RFC 7591 §2, OpenID Connect Registration §2. */
import * as v from 'valibot'
import { metadata } from './admin/clients.ts'
import { omissible, type Omissible } from './admin/entries.ts'

/**
 * Who says each member. What an operator alone may say gives a client powers, or takes a duty from it: in a registration
 * it is a member like any other that we do not know, and ignored.
 */
const SAID_BY = {
  client_name: 'client',
  description: 'operator',
  redirect_uris: 'client',
  post_logout_redirect_uris: 'client',
  grant_types: 'client',
  response_types: 'client',
  token_endpoint_auth_method: 'client',
  token_endpoint_auth_signing_alg: 'client',
  scope: 'client',
  jwks: 'client',
  jwks_uri: 'client',
  application_type: 'client',
  contacts: 'client',
  logo_uri: 'client',
  client_uri: 'client',
  policy_uri: 'client',
  tos_uri: 'client',
  id_token_signed_response_alg: 'client',
  authorization_signed_response_alg: 'client',
  userinfo_signed_response_alg: 'client',
  request_object_signing_alg: 'client',
  request_object_key: 'client',
  request_uris: 'client',
  require_signed_request_object: 'client',
  require_pushed_authorization_requests: 'client',
  dpop_bound_access_tokens: 'client',
  default_max_age: 'client',
  subject_type: 'client',
  sector_identifier_uri: 'client',
  initiate_login_uri: 'client',
  require_auth_time: 'client',
  backchannel_logout_uri: 'client',
  backchannel_logout_session_required: 'client',
  frontchannel_logout_uri: 'client',
  frontchannel_logout_session_required: 'client',
  profile: 'operator',
  require_pkce: 'operator',
  consent: 'operator',
  refresh_token_rotation: 'operator',
  request_object_profile: 'operator',
  assertion_audience: 'operator',
  require_second_factor: 'operator',
  introspect_any: 'operator',
} as const satisfies { [Member in keyof typeof metadata]: 'client' | 'operator' }

type SaidBy = typeof SAID_BY
export type RegistrableMember = {
  [Member in keyof SaidBy]: SaidBy[Member] extends 'client' ? Member : never
}[keyof SaidBy]

export const isRegistrable = (member: string): member is RegistrableMember =>
  Object.hasOwn(SAID_BY, member) && SAID_BY[member as keyof SaidBy] === 'client'

const registrable = Object.fromEntries(
  Object.entries(omissible(metadata)).filter(([member]) => isRegistrable(member)),
) as Pick<Omissible<typeof metadata>, RegistrableMember>

/** "The authorization server MUST ignore any client metadata sent by the client that it does not understand" (RFC 7591 §2). */
export const selfRegistration = v.object(registrable)
export type SelfRegistration = v.InferOutput<typeof selfRegistration>

/** What the answers add and an update must not bring (RFC 7592 §2.2). */
export const ANSWERED_ALONE = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
] as const
