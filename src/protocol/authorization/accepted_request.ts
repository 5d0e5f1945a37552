/** What reading an authorization request comes to: a request that every rule accepts, or a refusal and its place. */
import type { Client } from '../../domain/client.ts'
import type { Spend } from '../../domain/pending_request.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { err, ok, type Err, type Result } from '../../kernel/result.ts'
import { judgeParameters, type Road } from '../../rules/matrix.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { AuthorizationParameters } from '../../spec/authorization_request.ts'
import {
  parseAuthorizationParameters,
  parseRedirectTarget,
  type ParameterSource,
} from '../../spec/authorization_request_parser.ts'
import { proveRedirect, type RedirectableRequest } from './redirectable_request.ts'

declare const accepted: unique symbol

/** Made by `acceptRequest`, and by `resumeRequest` of what it had made. */
export interface AcceptedRequest {
  readonly [accepted]: true
  readonly redirectable: RedirectableRequest
  readonly parameters: AuthorizationParameters
  readonly spend: Spend
}

/** A page until the redirect_uri is proven and wherever the signature is in doubt, else an answer to the client. */
export type RequestRefusal =
  | { readonly on: 'page'; readonly refusal: Refusal; readonly client?: Client }
  | { readonly on: 'redirect'; readonly refusal: Refusal; readonly to: RedirectableRequest }

export const onPage = ({ reason }: Err<Refusal>, client?: Client): Err<RequestRefusal> =>
  err({ on: 'page', refusal: reason, ...(client && { client }) })

/** Parameters that were all read from one place, plain or signed, become a request. */
export function acceptRequest(
  asked: {
    client: Client
    settings: TenantSettings
    issuer: string
    hasMail: boolean
    road: Road
    spend: Spend
    jkt?: string
  },
  source: ParameterSource,
): Result<AcceptedRequest, RequestRefusal> {
  const { client, settings, issuer, hasMail, road, spend, jkt } = asked
  const target = parseRedirectTarget(source)
  if (!target.ok) return onPage(err({ key: target.reason }), client)
  const redirectable = proveRedirect(client, target.value)
  if (!redirectable.ok) return onPage(redirectable, client)

  const onRedirect = (refusal: Refusal): Err<RequestRefusal> =>
    err({ on: 'redirect', refusal, to: redirectable.value })
  const parameters = parseAuthorizationParameters(client.client_id, source)
  if (!parameters.ok) return onRedirect({ key: parameters.reason })
  const judged = judgeParameters(
    { client, settings, issuer, hasMail, parameters: parameters.value, jkt },
    road,
  )
  if (!judged.ok) return onRedirect(judged.reason)
  const bound = boundTo(jkt, parameters.value)
  return ok({ redirectable: redirectable.value, parameters: bound, spend } as AcceptedRequest)
}

/** "end-to-end binding of the entire authorization flow" (RFC 9449 §10): to the key that a request brought along. */
const boundTo = (
  jkt: string | undefined,
  parameters: AuthorizationParameters,
): AuthorizationParameters => (jkt === undefined ? parameters : { ...parameters, dpop_jkt: jkt })

/**
 * Takes up a request that was accepted before and has been in our own keeping since: what it says still holds, but
 * where it goes is proven again, for a redirect_uri may have been removed meanwhile.
 */
export function resumeRequest(
  client: Client,
  { parameters, spend }: Pick<AcceptedRequest, 'parameters' | 'spend'>,
): Result<AcceptedRequest, Refusal> {
  const redirectable = proveRedirect(client, parameters)
  if (!redirectable.ok) return redirectable
  return ok({ redirectable: redirectable.value, parameters, spend } as AcceptedRequest)
}
