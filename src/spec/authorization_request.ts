/** The parameters of an authorization request after parsing: RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1 and friends. */
import type { ClaimsRequest } from './claims.ts'
import type { ResponseType } from './response_type.ts'

export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const
export type Prompt = (typeof PROMPTS)[number]

/** What may be asked for: OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode §2, JARM §2.3. */
export const RESPONSE_MODES = [
  'query',
  'fragment',
  'form_post',
  'query.jwt',
  'fragment.jwt',
  'form_post.jwt',
  'jwt',
] as const
/** How an answer travels. `jwt` is a short name for one of the others, and parsing resolves it. */
export type ResponseMode = Exclude<(typeof RESPONSE_MODES)[number], 'jwt'>

/** Whether an answer travels as a JWT (JARM §2.3). */
export const isSignedMode = (mode: ResponseMode): boolean => mode.endsWith('.jwt')

export interface AuthorizationParameters {
  client_id: string
  response_type: ResponseType
  redirect_uri: string
  scope: string[]
  response_mode: ResponseMode
  state?: string
  nonce?: string
  code_challenge?: string
  code_challenge_method?: 'S256'
  prompt: Prompt[]
  max_age?: number
  login_hint?: string
  id_token_hint?: string
  ui_locales: string[]
  acr_values: string[]
  claims?: ClaimsRequest
  /** The APIs that the tokens are for (RFC 8707 §2); absent: ourselves. */
  resource?: string[]
  /** The thumbprint of the key that the code is bound to (RFC 9449 §10). */
  dpop_jkt?: string
}

/** What of a request a person is asked about, whoever waits for the answer; a device has no response type. */
export type AskedParameters = Pick<
  AuthorizationParameters,
  | 'scope'
  | 'resource'
  | 'claims'
  | 'nonce'
  | 'prompt'
  | 'max_age'
  | 'login_hint'
  | 'ui_locales'
  | 'dpop_jkt'
> &
  Partial<Pick<AuthorizationParameters, 'response_type' | 'acr_values'>>
