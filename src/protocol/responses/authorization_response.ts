/** What goes back to the client through the browser: RFC 6749 §4.1.2, RFC 9207, and how it is carried. */
import { unreachable } from '../../kernel/result.ts'
import { withQuery } from '../../kernel/uri.ts'
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { RedirectableRequest } from '../authorization/redirectable_request.ts'

/** An answer on its way: a redirect, or a form that posts itself. */
export type AuthorizationResponse =
  | { kind: 'redirect'; to: RedirectableRequest; location: string }
  | { kind: 'form_post'; to: RedirectableRequest; parameters: Record<string, string> }

export const codeResponse = (
  world: Pick<World, 'issuer'>,
  to: RedirectableRequest,
  code: string,
): AuthorizationResponse => respond(world, to, { code })

/** `error_description` is the catalogue's own sentence: nothing of the request is repeated but its proven `state`. */
export function errorResponse(
  world: Pick<World, 'issuer'>,
  to: RedirectableRequest,
  { key }: Refusal,
): AuthorizationResponse {
  const { error, description } = REFUSALS[key]
  return respond(world, to, { error, error_description: description })
}

function respond(
  { issuer }: Pick<World, 'issuer'>,
  to: RedirectableRequest,
  answer: Record<string, string>,
): AuthorizationResponse {
  const parameters = {
    ...answer,
    ...(to.state !== undefined && { state: to.state }),
    // "the authorization server MUST … include the iss parameter", in error responses too (RFC 9207 §2).
    iss: issuer,
  }
  switch (to.response_mode) {
    case 'query':
      return { kind: 'redirect', to, location: withQuery(to.redirect_uri, parameters) }
    case 'fragment':
      return {
        kind: 'redirect',
        to,
        location: `${to.redirect_uri}#${new URLSearchParams(parameters)}`,
      }
    case 'form_post':
      return { kind: 'form_post', to, parameters }
    default:
      return unreachable(to.response_mode)
  }
}
