/** What proves that a person may be sent to a URI: nothing else opens the door of redirects. */
import type { Client } from '../../domain/client.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { isRegisteredRedirectUri } from '../../rules/redirect_uri.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { RedirectTarget } from '../../spec/authorization_request_parser.ts'

declare const proven: unique symbol

/** A request whose redirect_uri is registered for its client. Made by `proveRedirect` alone. */
export interface RedirectableRequest {
  readonly [proven]: true
  readonly client: Client
  readonly redirect_uri: string
  readonly response_mode: RedirectTarget['response_mode']
  readonly state?: string
}

/** Also for a request that was stored and is taken up again: what was registered then may not be now. */
export function proveRedirect(
  client: Client,
  { redirect_uri, response_mode, state }: RedirectTarget,
): Result<RedirectableRequest, Refusal> {
  if (!isRegisteredRedirectUri(redirect_uri, client)) return refuse('redirect_uri_unregistered')
  const target = { client, redirect_uri, response_mode, ...(state !== undefined && { state }) }
  return ok(target as RedirectableRequest)
}
