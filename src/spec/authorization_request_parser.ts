/**
 * Reads the parameters of an authorization request, from a query or form (RFC 6749 §4.1.1) and from the claims of a
 * request object, where they are JSON (RFC 9101 §4). Unknown parameters are ignored (RFC 6749 §3.1). Never throws.
 */
import type { Parameters } from '../kernel/form.ts'
import type { JsonObject, JsonValue } from '../kernel/json.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  PROMPTS,
  type AuthorizationParameters,
  type Prompt,
  type ResponseMode,
} from './authorization_request.ts'
import { parseClaimsParameter } from './claims_parameter_parser.ts'
import { parseDpopJkt } from './dpop_jkt_parser.ts'
import { LONGEST, parseText, parseWords } from './parameter_text.ts'
import { parseResource } from './resource_parser.ts'
import { exposesTokens, parseMode, refusalMode, type AskedMode } from './response_mode_parser.ts'
import { brings, responseTypeOf, type ResponseType } from './response_type.ts'

/** What can be wrong with the form of a parameter; each is a key of the refusal catalogue too. */
export type ParameterFault =
  | 'parameter_malformed'
  | 'parameter_too_long'
  | 'response_type_missing'
  | 'response_type_unsupported'
  | 'response_mode_unsupported'
  | 'response_mode_exposes_tokens'
  | 'redirect_uri_missing'
  | 'redirect_uri_malformed'
  | 'scope_missing'
  | 'scope_malformed'
  | 'state_malformed'
  | 'state_too_long'
  | 'nonce_malformed'
  | 'nonce_too_long'
  | 'code_challenge_missing'
  | 'code_challenge_malformed'
  | 'code_challenge_method_unsupported'
  | 'prompt_malformed'
  | 'max_age_malformed'
  | 'claims_malformed'
  | 'claims_too_long'
  | 'dpop_jkt_malformed'
  | 'resource_malformed'

/** A parameter by its name: text from a form, any JSON from a request object; undefined where there is none. */
export type ParameterSource = (name: string) => JsonValue | undefined

export const formParameters =
  (parameters: Parameters): ParameterSource =>
  (name) =>
    parameters.get(name)

/** "Parameters sent without a value MUST be treated as if they were omitted" holds inside an object too. */
export const claimedParameters =
  (claims: JsonObject): ParameterSource =>
  (name) =>
    Object.hasOwn(claims, name) && claims[name] !== '' ? claims[name] : undefined

/** Where an answer is to go, if it may go there at all. */
export interface RedirectTarget {
  redirect_uri: string
  response_mode: ResponseMode
  state?: string
}

/**
 * Reads where the answer goes, before anything else is judged. What is wrong with `state` and `response_mode` is left
 * to `parseAuthorizationParameters`: a refusal of them is answered without the one and in the default of the other.
 */
export function parseRedirectTarget(
  source: ParameterSource,
): Result<RedirectTarget, ParameterFault> {
  const uri = source('redirect_uri')
  if (uri === undefined) return err('redirect_uri_missing')
  if (typeof uri !== 'string') return err('redirect_uri_malformed')
  const state = parseText(source('state'), LONGEST.state)
  return ok({
    redirect_uri: uri,
    response_mode: refusalMode(askedMode(source)),
    ...(state.ok && state.value !== undefined && { state: state.value }),
  })
}

const askedMode = (source: ParameterSource): AskedMode => ({
  response_type: source('response_type'),
  response_mode: source('response_mode'),
})

/** Reads every parameter that we know. @param clientId the client that the request was found to be of */
export function parseAuthorizationParameters(
  clientId: string,
  source: ParameterSource,
): Result<AuthorizationParameters, ParameterFault> {
  const parsers = [
    parseResponseType,
    parseRedirectUri,
    parseResponseMode,
    parseState,
    parseNonce,
    parseScope,
    parseCodeChallenge,
    parsePrompt,
    parseMaxAge,
    parseClaims,
    parseHints,
    (from: ParameterSource) => parseDpopJkt(from('dpop_jkt')),
    (from: ParameterSource) => parseResource(from('resource')),
  ]
  let parameters: Partial<AuthorizationParameters> = { client_id: clientId }
  for (const parse of parsers) {
    const parsed = parse(source)
    if (!parsed.ok) return parsed
    parameters = { ...parameters, ...parsed.value }
  }
  // Each parser has set what it is named for.
  return ok(parameters as AuthorizationParameters)
}

type Parsed<Name extends keyof AuthorizationParameters> = Result<
  Pick<AuthorizationParameters, Name>,
  ParameterFault
>

function parseResponseType(source: ParameterSource): Parsed<'response_type'> {
  if (source('response_type') === undefined) return err('response_type_missing')
  const type = readType(source)
  return type ? ok({ response_type: type }) : err('response_type_unsupported')
}

function readType(source: ParameterSource): ResponseType | undefined {
  const text = source('response_type')
  return typeof text === 'string' ? responseTypeOf(text) : undefined
}

function parseRedirectUri(source: ParameterSource): Parsed<'redirect_uri'> {
  const target = parseRedirectTarget(source)
  return target.ok ? ok({ redirect_uri: target.value.redirect_uri }) : target
}

function parseResponseMode(source: ParameterSource): Parsed<'response_mode'> {
  const asked = askedMode(source)
  const mode = parseMode(asked)
  if (!mode) return err('response_mode_unsupported')
  return exposesTokens(asked, mode)
    ? err('response_mode_exposes_tokens')
    : ok({ response_mode: mode })
}

function parseState(source: ParameterSource): Parsed<'state'> {
  const state = parseText(source('state'), LONGEST.state)
  if (!state.ok) return err(`state_${state.reason}` as const)
  return ok(state.value === undefined ? {} : { state: state.value })
}

function parseNonce(source: ParameterSource): Parsed<'nonce'> {
  const nonce = parseText(source('nonce'), LONGEST.nonce)
  if (!nonce.ok) return err(`nonce_${nonce.reason}` as const)
  return ok(nonce.value === undefined ? {} : { nonce: nonce.value })
}

/** `scope-token *( SP scope-token )` (RFC 6749 §3.3); the order does not matter, and twice is once. */
export function parseScope(source: ParameterSource): Parsed<'scope'> {
  const scope = parseText(source('scope'), LONGEST.other)
  if (!scope.ok) return err('scope_malformed')
  // "… either process the request using a pre-defined default value or fail" (RFC 6749 §3.3): it fails.
  if (scope.value === undefined) return err('scope_missing')
  const isList = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope.value)
  if (!isList) return err('scope_malformed')
  const scopes = [...new Set(scope.value.split(' '))]
  // "MUST ignore the offline_access request unless the Client is using a response_type value that would result in an
  // Authorization Code being returned" (OpenID Connect Core §11).
  const type = readType(source)
  const hasCode = type === undefined || brings(type, 'code')
  return ok({ scope: hasCode ? scopes : scopes.filter((name) => name !== 'offline_access') })
}

/** RFC 7636 §4.2, §4.3. A challenge without a method would be `plain`, which RFC 9700 §2.1.1 advises against. */
function parseCodeChallenge(
  source: ParameterSource,
): Parsed<'code_challenge' | 'code_challenge_method'> {
  const challenge = source('code_challenge')
  const method = source('code_challenge_method')
  if (challenge === undefined) return method === undefined ? ok({}) : err('code_challenge_missing')
  if (typeof challenge !== 'string' || !/^[A-Za-z0-9\-._~]{43,128}$/.test(challenge)) {
    return err('code_challenge_malformed')
  }
  if (method !== 'S256') return err('code_challenge_method_unsupported')
  return ok({ code_challenge: challenge, code_challenge_method: method })
}

/**
 * "If this parameter contains none with any other value, an error is returned" (OpenID Connect Core §3.1.2.1). Whoever is
 * to make an account has none to sign in to, to choose or to have consented with: `create` stands alone, too.
 */
function parsePrompt(source: ParameterSource): Parsed<'prompt'> {
  const words = parseWords(source('prompt'))
  const prompts = words?.filter((word): word is Prompt => PROMPTS.some((each) => each === word))
  if (!words || !prompts || prompts.length < words.length) return err('prompt_malformed')
  const isLonely = prompts.includes('none') || prompts.includes('create')
  return !isLonely || prompts.length === 1 ? ok({ prompt: prompts }) : err('prompt_malformed')
}

/** Digits in a form; a number or digits in a request object. */
function parseMaxAge(source: ParameterSource): Parsed<'max_age'> {
  const value = source('max_age')
  if (value === undefined) return ok({})
  const isDigits = typeof value === 'string' && /^\d{1,10}$/.test(value)
  const seconds = isDigits ? Number(value) : value
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0
    ? ok({ max_age: seconds })
    : err('max_age_malformed')
}

function parseClaims(source: ParameterSource): Parsed<'claims'> {
  const value = source('claims')
  if (value === undefined) return ok({})
  const claims = parseClaimsParameter(value)
  return claims.ok ? ok({ claims: claims.value }) : err(`claims_${claims.reason}` as const)
}

function parseHints(
  source: ParameterSource,
): Parsed<'login_hint' | 'id_token_hint' | 'ui_locales' | 'acr_values'> {
  const loginHint = parseText(source('login_hint'), LONGEST.other)
  const idTokenHint = parseText(source('id_token_hint'), LONGEST.id_token_hint)
  if (!loginHint.ok) return err(`parameter_${loginHint.reason}` as const)
  if (!idTokenHint.ok) return err(`parameter_${idTokenHint.reason}` as const)
  const locales = parseWords(source('ui_locales'))
  const acrs = parseWords(source('acr_values'))
  if (!locales || !acrs) return err('parameter_malformed')
  return ok({
    ui_locales: locales,
    acr_values: acrs,
    ...(loginHint.value !== undefined && { login_hint: loginHint.value }),
    ...(idTokenHint.value !== undefined && { id_token_hint: idTokenHint.value }),
  })
}
