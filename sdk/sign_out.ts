/** The way out (OpenID Connect RP-Initiated Logout §2). */
import type { RelyingParty } from './relying_party.ts'

export interface SignOutOptions {
  /** The last ID token: with it the person is not asked who they are. */
  idToken?: string | undefined
  /** Where to come back to; registered, character by character. */
  postLogoutRedirectUri?: string | undefined
  /** Comes back with the redirect. */
  state?: string | undefined
}

/** @returns where to send the browser after the app's own session has ended */
export async function signOutUrl(party: RelyingParty, options: SignOutOptions = {}): Promise<URL> {
  const url = new URL(await party.endpoint('end_session_endpoint'))
  const parameters = {
    client_id: party.options.clientId,
    id_token_hint: options.idToken,
    post_logout_redirect_uri: options.postLogoutRedirectUri,
    state: options.state,
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url
}
