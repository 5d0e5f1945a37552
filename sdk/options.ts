/** What an app tells about itself, and what must be wrong with it. */
import type { CryptoKey, JWK } from 'jose'
import { AmphoraError } from './errors.ts'

/** RFC 6749 §2.3.1 and OpenID Connect Core §9; the method must be the one that the client registered. */
export type AuthenticationMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** PEM (PKCS #8, Ed25519), JWK (its `alg` decides; by default EdDSA, ES256 or PS256) or CryptoKey. */
export type PrivateKeySource = string | JWK | CryptoKey

/** What every app tells. */
export interface PartyOptions {
  /** Where Amphora is, such as `https://id.example.com`. http is taken on loopback hosts only. */
  issuer: string
  clientId: string
  /** Where people come back to; registered, character by character. */
  redirectUri: string
  /** Separated by spaces, `openid` among them; `openid profile email` by default. */
  scope?: string | undefined
  /** Instead of the global one: for proxies and tests. */
  fetch?: Fetch | undefined
}

/** Give `clientSecret`, `privateKey`, or both: then the key signs, and the secret may authenticate. */
export interface ClientOptions extends PartyOptions {
  /** The whole `secret_…` string. Its bytes sign requests (HS256) where there is no private key. */
  clientSecret?: string | undefined
  /** Signs requests, and proves who the app is. */
  privateKey?: PrivateKeySource | undefined
  /** Names the key where several are registered; by default the JWK's own `kid`. */
  kid?: string | undefined
  /** By default `private_key_jwt` where there is a private key, else `client_secret_basic`. */
  authenticationMethod?: AuthenticationMethod | undefined
}

/** @throws AmphoraError `configuration_invalid` */
export function checkOptions(options: ClientOptions): void {
  checkPartyOptions(options)
  if (!options.clientSecret && !options.privateKey) {
    throw invalid('requests are signed: give clientSecret or privateKey')
  }
  const isByKey = authenticationMethodOf(options) === 'private_key_jwt'
  if (isByKey && !options.privateKey) throw invalid('private_key_jwt needs privateKey')
  if (!isByKey && !options.clientSecret) throw invalid('this method needs clientSecret')
}

/** @throws AmphoraError `configuration_invalid` */
export function checkPartyOptions(options: PartyOptions): void {
  if (!options.clientId) throw invalid('clientId is missing')
  checkIssuer(options.issuer)
  checkScope(options.scope)
  if (!URL.canParse(options.redirectUri)) throw invalid('redirectUri is not an absolute URI')
}

export function authenticationMethodOf(options: ClientOptions): AuthenticationMethod {
  return (
    options.authenticationMethod ?? (options.privateKey ? 'private_key_jwt' : 'client_secret_basic')
  )
}

/** @throws AmphoraError `configuration_invalid` where it does not ask for an ID token */
export function checkScope(scope: string | undefined): void {
  if (scope !== undefined && !scope.split(' ').includes('openid')) {
    throw invalid('scope must contain openid')
  }
}

function checkIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!isSafe) throw invalid('issuer must be an https URL; http is for loopback hosts')
}

const isLoopback = (hostname: string): boolean =>
  /^(?:.+\.)?localhost$|^127(?:\.\d{1,3}){3}$|^\[::1\]$/.test(hostname)

const invalid = (description: string) => new AmphoraError('configuration_invalid', description)
