/** What goes back to the client through the browser: RFC 6749 §4.1.2, RFC 9207, JARM, and how it is carried. */
import { unreachable } from '../../kernel/result.ts'
import { withQuery } from '../../kernel/uri.ts'
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import { isSignedMode } from '../../spec/authorization_request.ts'
import type { World } from '../../stores/world.ts'
import type { RedirectableRequest } from '../authorization/redirectable_request.ts'
import { signResponse } from './signed_response.ts'

/** An answer on its way: a redirect, or a form that posts itself. */
export type AuthorizationResponse =
  | { kind: 'redirect'; to: RedirectableRequest; location: string }
  | { kind: 'form_post'; to: RedirectableRequest; parameters: Record<string, string> }

/** @param sessionState for a client that may watch the session (Session Management §2) */
export const codeResponse = (
  world: World,
  to: RedirectableRequest,
  code: string,
  sessionState?: string,
): Promise<AuthorizationResponse> =>
  respond(world, to, { code, ...(sessionState !== undefined && { session_state: sessionState }) })

/** `error_description` is the catalogue's own sentence: nothing of the request is repeated but its proven `state`. */
export function errorResponse(
  world: World,
  to: RedirectableRequest,
  { key }: Refusal,
): Promise<AuthorizationResponse> {
  const { error, description } = REFUSALS[key]
  return respond(world, to, { error, error_description: description })
}

async function respond(
  world: World,
  to: RedirectableRequest,
  answer: Record<string, string>,
): Promise<AuthorizationResponse> {
  const state = to.state !== undefined && { state: to.state }
  const parameters = await carried(world, to, { ...answer, ...state })
  switch (to.response_mode) {
    case 'query':
    case 'query.jwt':
      return { kind: 'redirect', to, location: withQuery(to.redirect_uri, parameters) }
    case 'fragment':
    case 'fragment.jwt':
      return {
        kind: 'redirect',
        to,
        location: `${to.redirect_uri}#${new URLSearchParams(parameters)}`,
      }
    case 'form_post':
    case 'form_post.jwt':
      return { kind: 'form_post', to, parameters }
    default:
      return unreachable(to.response_mode)
  }
}

/** The parameters as the browser carries them: as they are, or all of them within a JWT and nothing beside it. */
async function carried(
  world: World,
  { client, response_mode: mode }: RedirectableRequest,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  if (isSignedMode(mode)) return { response: await signResponse(world, client, parameters) }
  // "the authorization server MUST … include the iss parameter", in error responses too (RFC 9207 §2).
  return { ...parameters, iss: world.issuer }
}
