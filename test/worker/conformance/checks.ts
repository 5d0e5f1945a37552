/** What the suite looks at in every answer of a flow: OpenID Connect Core §3, and its own lists of what may stand there. */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose'
import { expect } from 'vitest'
import { ISSUER } from '../support/reading_world.ts'
import type { TokenAnswer } from '../support/relying_party.ts'
import type { Answer, Run } from './suite.ts'

const RESPONSE_PARAMETERS =
  'code state iss id_token access_token token_type expires_in scope session_state'
const ID_TOKEN_CLAIMS =
  'iss sub aud exp iat auth_time nonce acr amr azp at_hash c_hash nbf jti sid s_hash txn'

export interface Flow {
  answer: Answer
  /** The ID token that counts: of the token endpoint where there is one. */
  idToken: string
  claims: JWTPayload
  accessToken: string | undefined
  tokens: Record<string, unknown>
}

/** A whole flow, with the checks that the suite makes in each. */
export async function happyFlow(
  run: Run,
  changes: Record<string, string | undefined> = {},
): Promise<Flow> {
  const answer = await run.authorize(changes)
  return checkFlow(run, answer, { ...run.parameters, ...changes })
}

export async function checkFlow(
  run: Run,
  answer: Answer,
  sent: Record<string, string | undefined>,
): Promise<Flow> {
  checkResponse(run, answer, sent)
  const types = run.variant.response_type.split(' ')
  const front = types.includes('id_token')
    ? await checkIdToken(run, answer['id_token'], { answer, nonce: sent['nonce'], isFront: true })
    : undefined
  if (!types.includes('code')) {
    return {
      answer,
      idToken: answer['id_token'] ?? '',
      claims: front ?? {},
      accessToken: answer['access_token'],
      tokens: {},
    }
  }
  const redeemed = await run.redeem(answer['code'])
  const tokens = checkTokenResponse(redeemed)
  const idToken = String(tokens['id_token'])
  const claims = await checkIdToken(run, idToken, { nonce: sent['nonce'], tokens })
  // "the iss and sub Claim Values MUST be identical in both ID Tokens" (OpenID Connect Core §3.3.3.6).
  if (front) expect([claims.sub, claims.iss]).toEqual([front.sub, front.iss])
  return { answer, idToken, claims, accessToken: String(tokens['access_token']), tokens }
}

function checkResponse(run: Run, answer: Answer, sent: Record<string, string | undefined>): void {
  expect(answer['error'], JSON.stringify(answer)).toBeUndefined()
  expect(answer['state']).toBe(sent['state'])
  expect(answer['iss']).toBe(ISSUER)
  for (const name of Object.keys(answer)) expect(RESPONSE_PARAMETERS.split(' ')).toContain(name)
  const types = run.variant.response_type.split(' ')
  expect('code' in answer).toBe(types.includes('code'))
  expect('id_token' in answer).toBe(types.includes('id_token'))
  expect('access_token' in answer).toBe(types.includes('token'))
  if (types.includes('token')) {
    expect(answer['token_type']?.toLowerCase()).toBe('bearer')
    expect(Number(answer['expires_in'])).toBeGreaterThan(0)
  }
}

export function checkTokenResponse({ status, body }: TokenAnswer): Record<string, unknown> {
  expect(status, JSON.stringify(body)).toBe(200)
  expect(String(body['token_type']).toLowerCase()).toBe('bearer')
  expect(body['expires_in']).toEqual(expect.any(Number))
  expect(Number(body['expires_in'])).toBeLessThan(31_536_000)
  return body
}

interface IdTokenContext {
  nonce: string | undefined
  answer?: Answer
  tokens?: Record<string, unknown>
  isFront?: boolean
}

/** OpenID Connect Core §3.1.3.7, §3.2.2.11, §3.3.2.11. */
export async function checkIdToken(
  run: Run,
  idToken: string | undefined,
  { nonce, answer, tokens, isFront = false }: IdTokenContext,
): Promise<JWTPayload> {
  const jwks = createLocalJWKSet(await getJson('/.well-known/jwks.json'))
  const { payload, protectedHeader } = await jwtVerify(idToken ?? '', jwks, {
    issuer: ISSUER,
    audience: run.client.clientId,
  })
  expect(protectedHeader.alg).toBe('RS256')
  expect(decodeProtectedHeader(idToken ?? '').kid).toEqual(expect.any(String))
  expect(Math.abs((payload.iat ?? 0) - Date.now() / 1000)).toBeLessThan(300)
  expect(payload['nonce']).toBe(nonce)
  expect(payload.sub?.length).toBeLessThanOrEqual(255)
  const code = answer?.['code']
  if (isFront && code !== undefined) expect(payload['c_hash']).toBe(await halfHash(code))
  const accessToken = answer?.['access_token'] ?? tokens?.['access_token']
  if (typeof accessToken === 'string' && (isFront || payload['at_hash'] !== undefined)) {
    expect(payload['at_hash']).toBe(await halfHash(accessToken))
  }
  const isAlone = run.variant.response_type === 'id_token'
  if (!isAlone) {
    for (const name of Object.keys(payload)) expect(ID_TOKEN_CLAIMS.split(' ')).toContain(name)
  }
  return payload
}

/** The left half of the hash of RS256, in base64url (OpenID Connect Core §3.1.3.6). */
async function halfHash(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return new Uint8Array(hash, 0, 16).toBase64({ alphabet: 'base64url', omitPadding: true })
}

export async function getJson<Body>(path: string): Promise<Body> {
  const response = await exports.default.fetch(`${ISSUER}${path}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch('application/json')
  return response.json()
}

/** Userinfo by GET, about the person of the ID token. No claim is null or empty. */
export async function userinfo(flow: Flow): Promise<Record<string, unknown>> {
  return checkUserinfo(
    flow,
    await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${flow.accessToken}` },
    }),
  )
}

export async function checkUserinfo(
  flow: Flow,
  response: Response,
): Promise<Record<string, unknown>> {
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch('application/json')
  const claims = await response.json<Record<string, unknown>>()
  expect(claims['sub']).toBe(flow.claims.sub)
  for (const value of Object.values(claims)) expect([null, '']).not.toContain(value)
  return claims
}
