/** Bodies of `/api/sso/v1/oauth/initial-access-tokens`: leave for others to register clients (RFC 7591 §1.2). */
import * as v from 'valibot'
import { GRANT_TYPES } from '../client_metadata.ts'
import { metadata } from './clients.ts'
import { omissible } from './entries.ts'
import { pageOf } from './pages.ts'
import { about, count, displayText, instant, scopeToken, secondsBetween } from './values.ts'

const DAY = 86_400

/**
 * What a token says of the clients that it mints: every knob that it may turn stands here. None of them makes a client
 * one of the operator's own.
 */
export const mintedClient = v.strictObject(
  omissible({
    profile: metadata.profile,
    require_signed_request_object: metadata.require_signed_request_object,
    require_pushed_authorization_requests: metadata.require_pushed_authorization_requests,
    dpop_bound_access_tokens: metadata.dpop_bound_access_tokens,
    require_pkce: metadata.require_pkce,
    consent: about(
      'Whether a person is asked once or each time',
      v.picklist(['remember', 'always']),
    ),
    refresh_token_rotation: metadata.refresh_token_rotation,
    request_object_profile: metadata.request_object_profile,
    assertion_audience: metadata.assertion_audience,
  }),
)
export type MintedClient = v.InferOutput<typeof mintedClient>

const limits = {
  most_clients: about(
    'How many clients it can register in all',
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  ),
  scopes: about(
    'The scopes that its clients may have',
    v.pipe(v.array(scopeToken), v.maxLength(100)),
  ),
  grant_types: v.pipe(v.array(v.picklist(GRANT_TYPES)), v.minLength(1)),
  defaults: about('What holds for its clients unless they say otherwise', mintedClient),
  forced: about('What holds for its clients whatever they say', mintedClient),
}

export const initialAccessTokenCreation = v.pipe(
  v.strictObject({
    description: v.exactOptional(displayText),
    lifetime: v.exactOptional(
      about('For how many seconds it works; at most a year', secondsBetween(60, 365 * DAY)),
      7 * DAY,
    ),
    ...omissible(limits),
  }),
  v.examples([{ description: 'The build server', most_clients: 20, lifetime: 86_400 }]),
)
export type InitialAccessTokenCreation = v.InferOutput<typeof initialAccessTokenCreation>

export const initialAccessTokenAnswer = v.strictObject({
  id: v.string(),
  description: v.exactOptional(displayText),
  ...limits,
  clients: about('How many it has registered', count),
  created_at: instant,
  expires_at: instant,
})
export type InitialAccessTokenAnswer = v.InferInput<typeof initialAccessTokenAnswer>

export const madeInitialAccessToken = v.strictObject({
  ...initialAccessTokenAnswer.entries,
  initial_access_token: about('The token itself; it is never shown again', v.string()),
})

export const initialAccessTokenPage = pageOf(initialAccessTokenAnswer)
