/** Asks an API with a bound access token and a fresh proof of its key (RFC 9449 §7). */
import * as oauth from 'oauth4webapi'
import type { RelyingParty } from '../relying_party.ts'

export interface BoundRequest {
  method?: string
  headers?: HeadersInit
  body?: oauth.ProtectedResourceRequestBody
}

/** @returns the API's answer, whatever its status. Rejects where the API wants a nonce, which is known from then on. */
export async function fetchBound(
  { http, options }: RelyingParty,
  accessToken: string,
  url: URL,
  { method = 'GET', headers, body }: BoundRequest = {},
): Promise<Response> {
  const send = options.fetch ?? fetch
  try {
    return await oauth.protectedResourceRequest(
      accessToken,
      method,
      url,
      new Headers(headers),
      body,
      {
        [oauth.customFetch]: (to, init) => send(to, init as RequestInit),
        [oauth.allowInsecureRequests]: http[oauth.allowInsecureRequests],
        ...(http.DPoP && { DPoP: http.DPoP }),
      },
    )
  } catch (error) {
    const isAnswer = error instanceof oauth.WWWAuthenticateChallengeError
    if (isAnswer && !oauth.isDPoPNonceError(error)) return error.response
    throw error
  }
}
