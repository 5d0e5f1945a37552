/** The way to the provider: a signed request, and what must be remembered until the person comes back. */
import * as oauth from 'oauth4webapi'
import { withAmphoraErrors } from './errors.ts'
import { checkScope } from './options.ts'
import type { RelyingParty } from './relying_party.ts'
import { signRequestObject, type RequestParameters } from './request_object.ts'

export type Prompt = 'none' | 'login' | 'consent' | 'select_account'

/** OpenID Connect Core §3.1.2.1 and §5.5; every member is optional. */
export interface SignInOptions {
  /** Instead of the client's own. */
  scope?: string | undefined
  /** Instead of the client's own: another one that is registered. */
  redirectUri?: string | undefined
  prompt?: Prompt | 'login consent' | undefined
  /** Seconds since the person last proved who they are; `claims.auth_time` is then demanded and checked. */
  maxAge?: number | undefined
  /** An address to fill in. */
  loginHint?: string | undefined
  /** BCP 47 tags, the best first. */
  uiLocales?: string[] | undefined
  acrValues?: string[] | undefined
  /** Single claims, for the ID token or userinfo: `{ id_token: { email: null } }`. */
  claims?: { id_token?: Record<string, unknown>; userinfo?: Record<string, unknown> } | undefined
  /** A form post comes without Lax cookies: `form_post` needs another place for the transaction. */
  responseMode?: 'query' | 'form_post' | undefined
  /** Sends the request ahead, app to provider, so that the URL stays short (RFC 9126). */
  push?: boolean | undefined
}

/** What belongs to one sign-in. Keep it where only this browser brings it back: in a sealed cookie. */
export interface Transaction {
  state: string
  nonce: string
  codeVerifier: string
  redirectUri: string
  maxAge?: number
}

export interface SignIn {
  /** Where to send the browser. */
  url: URL
  transaction: Transaction
}

/** @throws AmphoraError `temporarily_unavailable`, or what the provider says of a pushed request */
export async function signIn(party: RelyingParty, options: SignInOptions = {}): Promise<SignIn> {
  checkScope(options.scope)
  const transaction = beginTransaction(options.redirectUri ?? party.options.redirectUri, options)
  const metadata = await party.metadata()
  const request = await signRequestObject(await parametersOf(party, options, transaction), {
    clientId: party.options.clientId,
    issuer: metadata.issuer,
    signingKey: await party.signingKey(),
  })
  const url = new URL(await party.endpoint('authorization_endpoint'))
  url.searchParams.set('client_id', party.options.clientId)
  if (options.push) url.searchParams.set('request_uri', await push(party, request))
  else url.searchParams.set('request', request)
  return { url, transaction }
}

function beginTransaction(redirectUri: string, { maxAge }: SignInOptions): Transaction {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    codeVerifier: oauth.generateRandomCodeVerifier(),
    redirectUri,
    ...(maxAge !== undefined && { maxAge }),
  }
}

async function parametersOf(
  party: RelyingParty,
  options: SignInOptions,
  transaction: Transaction,
): Promise<RequestParameters> {
  return {
    response_type: 'code',
    response_mode: options.responseMode,
    redirect_uri: transaction.redirectUri,
    scope: options.scope ?? party.options.scope ?? 'openid profile email',
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(transaction.codeVerifier),
    code_challenge_method: 'S256',
    prompt: options.prompt,
    max_age: options.maxAge,
    login_hint: options.loginHint,
    ui_locales: options.uiLocales?.join(' '),
    acr_values: options.acrValues?.join(' '),
    claims: options.claims,
  }
}

/** @returns the `request_uri` that stands for the request, for a short while and once */
function push(party: RelyingParty, request: string): Promise<string> {
  return withAmphoraErrors(async () => {
    const metadata = await party.metadata()
    const response = await oauth.pushedAuthorizationRequest(
      metadata,
      party.client,
      await party.authentication(),
      { request },
      party.http,
    )
    const pushed = await oauth.processPushedAuthorizationResponse(metadata, party.client, response)
    return pushed.request_uri
  })
}
