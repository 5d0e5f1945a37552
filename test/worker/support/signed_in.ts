/** A person who has signed in and consented, by the same ports that the pages use: then codes are made directly. */
import { env, exports } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import type { SessionKey } from '../../../src/domain/approval.ts'
import type { ApprovalCore, ApprovalDetails } from '../../../src/domain/grant.ts'
import { sessionPolicyOf } from '../../../src/domain/settings.ts'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import {
  newCodeId,
  newGrantId,
  newSessionId,
  type ClientId,
  type Sub,
} from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { hashRedirectUri, sealCode, type Code } from '../../../src/protocol/tokens/code.ts'
import { createWorld } from '../../../src/services.ts'
import { ISSUER, REDIRECT_URI } from './reading_world.ts'
import {
  postAs,
  redeem,
  registerPerson,
  VERIFIER,
  type TestClient,
  type TokenAnswer,
} from './relying_party.ts'

/** The world of one request, to look behind what HTTP shows. */
export const worldOfRequest = () =>
  createWorld(env, { request: new Request(ISSUER), defer: () => {} })

export interface SignedInPerson {
  sub: Sub
  email: string
  session: SessionKey
}

export async function signedInPerson(
  claims: Record<string, unknown> = {},
): Promise<SignedInPerson> {
  const email = `${randomToken(9).toLowerCase()}@amphora.test`
  const sub = (await registerPerson(email, claims)) as Sub
  return { sub, email, session: await newSession(sub) }
}

/** Signs a person in in one more browser. */
export async function newSession(sub: Sub): Promise<SessionKey> {
  const world = worldOfRequest()
  const handle = world.users.of(sub)
  const session = await handle.signIn({
    proof: { method: 'pwd' },
    onto: [],
    demand: 'none',
    credentialEpoch: (await handle.credentials())?.credentialEpoch ?? 0,
    current: null,
    proposed: { sessionId: newSessionId(), cookieId: randomToken() },
    provedFor: '',
    policy: sessionPolicyOf(await world.registry.settings()),
    device: { ip: '192.0.2.1', userAgent: 'a test' },
  })
  if (!session.ok) throw new Error(session.reason)
  if (session.value.kind !== 'session') throw new Error(session.value.kind)
  return session.value.key
}

export interface CodeChanges {
  details?: Partial<ApprovalDetails>
  core?: Partial<ApprovalCore>
  code?: Partial<Code>
  /** Without PKCE, as a client that need not use it may. */
  isPlain?: boolean
}

/** A code as the authorization endpoint would issue it now. */
export async function newCode(
  { clientId }: Pick<TestClient, 'clientId'>,
  { sub, session }: SignedInPerson,
  { details, core, code, isPlain = false }: CodeChanges = {},
): Promise<string> {
  const { registry, users, now } = worldOfRequest()
  const [client, settings] = await Promise.all([registry.client(clientId), registry.settings()])
  const credentials = await users.of(sub).credentials()
  return sealCode(await registry.keys(), {
    codeId: newCodeId(),
    sub,
    expiresAt: now + settings.authorization_code_lifetime,
    redirectUriHash: await hashRedirectUri(REDIRECT_URI),
    ...(!isPlain && { codeChallenge: await sha256base64url(VERIFIER) }),
    core: {
      grantId: newGrantId(),
      clientId: clientId as ClientId,
      sessionId: session.sessionId,
      facts: [{ method: 'pwd', at: now }],
      consentSerial: 0,
      credentialEpoch: credentials?.credentialEpoch ?? 0,
      tenantEpoch: settings.epoch,
      clientEpoch: client?.epoch ?? 0,
      ...core,
    },
    details: { scope: ['openid', 'profile', 'email', 'offline_access'], resource: [], ...details },
    ...code,
  })
}

export interface Tokens {
  access: string
  refresh: string
  id: string
}

export function tokensOf({ status, body }: Pick<TokenAnswer, 'status' | 'body'>): Tokens {
  expect(status, JSON.stringify(body)).toBe(200)
  return {
    access: String(body['access_token']),
    refresh: String(body['refresh_token']),
    id: String(body['id_token']),
  }
}

/** Tokens of a fresh grant. */
export const newTokens = async (
  client: TestClient,
  person: SignedInPerson,
  changes?: CodeChanges,
): Promise<Tokens> => tokensOf(await redeem(client, await newCode(client, person, changes)))

export const refresh = (
  client: Pick<TestClient, 'clientId' | 'secret'>,
  refreshToken: string,
  fields: Record<string, string> = {},
): Promise<TokenAnswer> =>
  postAs(client, '/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...fields,
  })

export const introspect = async (
  client: Pick<TestClient, 'clientId' | 'secret'>,
  token: string,
): Promise<Record<string, unknown>> => (await postAs(client, '/oauth/introspect', { token })).body

/** Whether an access token still opens userinfo. */
export async function isGood(accessToken: string): Promise<boolean> {
  const response = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  })
  return response.status === 200
}

export const invalidGrant = { status: 400, body: { error: 'invalid_grant' } }

/** The claims of a JWT, unverified. */
export const claimsIn = (jwt: string): Record<string, unknown> => part(jwt, 1)
export const headerOf = (jwt: string): Record<string, unknown> => part(jwt, 0)

const part = (jwt: string, index: number): Record<string, unknown> =>
  JSON.parse(
    new TextDecoder().decode(
      Uint8Array.fromBase64(jwt.split('.')[index] ?? '', { alphabet: 'base64url' }),
    ),
  )

/** The lines of the log about one event, from now on. */
export function logOf(event: string): () => Record<string, unknown>[] {
  const written = vi.spyOn(console, 'log')
  return () =>
    written.mock.calls
      .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
      .filter((line) => line['event'] === event)
}
