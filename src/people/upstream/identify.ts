/**
 * What a provider's answer is worth: the response is checked (state, `iss`), the code exchanged, the ID token verified
 * with the provider's keys (OpenID Connect Core §3.1.3.7), and only then is anything in it read.
 */
import * as oauth from 'oauth4webapi'
import type { Upstream } from '../../domain/upstream.ts'
import type { UpstreamSignIn } from '../../domain/upstream_sign_in.ts'
import {
  isJsonObject,
  parseJson,
  parseJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../kernel/json.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { authenticationOf, clientOf, redirectUriOf } from './client.ts'
import { failureOf, type UpstreamFailure } from './failure.ts'
import { guardedFetch } from './guarded_fetch.ts'
import { issuerOf, providerOf } from './providers.ts'
import type { Told, UpstreamProfile } from './providers/provider.ts'
import { ofOneDirectory } from './microsoft_directory.ts'
import { serverOf, type UpstreamServer } from './server.ts'

/** Somebody, as a provider has proven them. */
export interface Identified {
  /** Of the very ID token; without OpenID Connect, of the provider. */
  issuer: string
  profile: UpstreamProfile
}

/** @param response the parameters as they came back, with the state that was sent */
export async function identify(
  world: World,
  upstream: Upstream,
  signIn: UpstreamSignIn,
  response: URLSearchParams,
  state: string,
): Promise<Result<Identified, UpstreamFailure>> {
  try {
    const server = await serverOf(world, upstream)
    const exchange = { world, upstream, signIn, server }
    const told = await exchangeCode(exchange, response, state)
    const posted = signIn.posted && parseJsonObject(signIn.posted['user'] ?? '')
    const profile = providerOf(upstream.kind).profile({ ...told, ...(posted && { posted }) })
    const issuer = told.claims['iss']
    if (!profile) return err({ reason: 'failed', cause: 'no_subject' })
    return ok({ issuer: typeof issuer === 'string' ? issuer : issuerOf(upstream), profile })
  } catch (error) {
    return err(failureOf(error))
  }
}

interface Exchange {
  world: World
  upstream: Upstream
  signIn: UpstreamSignIn
  server: UpstreamServer
}

async function exchangeCode(
  { world, upstream, signIn, server }: Exchange,
  response: URLSearchParams,
  state: string,
): Promise<Told> {
  const client = clientOf(upstream)
  const callback = oauth.validateAuthResponse(server.as, client, response, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    server.as,
    client,
    await authenticationOf(world, upstream, server.as),
    callback,
    redirectUriOf(world.issuer, upstream),
    signIn.verifier ?? oauth.nopkce,
    guardedFetch(world),
  )
  return providerOf(upstream.kind).oauth
    ? askAsOAuth(
        world,
        upstream,
        await oauth.processAuthorizationCodeResponse(server.as, client, answer),
      )
    : readAsOpenId({ world, upstream, signIn, server }, answer)
}

async function readAsOpenId(
  { world, upstream, signIn, server }: Exchange,
  answer: Response,
): Promise<Told> {
  const client = clientOf(upstream)
  const as = await ofOneDirectory(server.as, answer)
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, {
    expectedNonce: signIn.nonce ?? oauth.expectNoNonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(as, answer, {
    ...guardedFetch(world),
    [oauth.jwksCache]: server.keys,
  })
  const idToken = oauth.getValidatedIdTokenClaims(tokens)
  if (!idToken) throw new Error('an ID token was required')
  if (idToken['email'] !== undefined || as.userinfo_endpoint === undefined) {
    return { claims: plain(idToken) }
  }
  const asked = await oauth.userInfoRequest(as, client, tokens.access_token, guardedFetch(world))
  const userinfo = await oauth.processUserInfoResponse(as, client, idToken.sub, asked)
  // What is signed counts more than what is not.
  return { claims: plain({ ...userinfo, ...idToken }) }
}

async function askAsOAuth(
  world: World,
  upstream: Upstream,
  { access_token: token }: oauth.TokenEndpointResponse,
): Promise<Told> {
  const endpoints = providerOf(upstream.kind).oauth?.(issuerOf(upstream))
  if (!endpoints) throw new Error('a provider without endpoints')
  const [claims, emails] = await Promise.all([
    readDocument(world, endpoints.claims, token),
    endpoints.emails === undefined ? undefined : readDocument(world, endpoints.emails, token),
  ])
  if (!isJsonObject(claims)) throw new Error('what is told of a person is no object')
  return { claims, ...(emails !== undefined && { emails }) }
}

async function readDocument(
  world: World,
  url: string,
  token: string,
): Promise<JsonValue | undefined> {
  const headers = new Headers({ Accept: 'application/json' })
  const answer = await oauth.protectedResourceRequest(
    token,
    'GET',
    new URL(url),
    headers,
    null,
    guardedFetch(world),
  )
  return answer.status === 200 ? parseJson(await answer.text()) : undefined
}

/** As what it is: JSON. */
const plain = (claims: object): JsonObject => parseJsonObject(JSON.stringify(claims)) ?? {}
