/** When an object does not answer, that is "try again", and never a verdict; and a bug says nothing of itself. */
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { introspectRoutes } from '../../../src/http/oauth/introspect.ts'
import { revokeRoutes } from '../../../src/http/oauth/revoke.ts'
import { tokenRoutes } from '../../../src/http/oauth/token.ts'
import { userinfoRoutes } from '../../../src/http/oauth/userinfo.ts'
import type { OAuthEnv } from '../../../src/http/oauth/world.ts'
import { ObjectUnavailable } from '../../../src/stores/call.ts'
import { REDIRECT_URI } from '../support/reading_world.ts'
import { registerClient, VERIFIER, type TestClient } from '../support/relying_party.ts'
import {
  newCode,
  newTokens,
  signedInPerson,
  worldOfRequest,
  type SignedInPerson,
  type Tokens,
} from '../support/signed_in.ts'

let client: TestClient
let ada: SignedInPerson
let tokens: Tokens
let code: string

beforeAll(async () => {
  client = await registerClient()
  ada = await signedInPerson()
  tokens = await newTokens(client, ada)
  code = await newCode(client, ada)
})

/** The endpoints in a world in which every question to a person's object ends like this. */
function endpointsWhere(failure: Error): Hono<OAuthEnv> {
  const app = new Hono<OAuthEnv>()
  const fail = () => Promise.reject(failure)
  const handle = new Proxy({}, { get: () => fail }) as never
  app.use(async (c, next) => {
    c.set('world', { ...worldOfRequest(), users: { of: () => handle, nobody: () => handle } })
    await next()
  })
  app.route('/oauth/token', tokenRoutes())
  app.route('/oauth/introspect', introspectRoutes())
  app.route('/oauth/revoke', revokeRoutes())
  app.route('/oauth/userinfo', userinfoRoutes())
  return app
}

const requests: { name: string; path: string; fields: () => Record<string, string> }[] = [
  {
    name: 'a code',
    path: '/oauth/token',
    fields: () => ({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
    }),
  },
  {
    name: 'a refresh token',
    path: '/oauth/token',
    fields: () => ({ grant_type: 'refresh_token', refresh_token: tokens.refresh }),
  },
  { name: 'introspection', path: '/oauth/introspect', fields: () => ({ token: tokens.access }) },
  { name: 'revocation', path: '/oauth/revoke', fields: () => ({ token: tokens.refresh }) },
]

const send = (app: Hono<OAuthEnv>, path: string, fields: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${client.clientId}:${client.secret}`)}` },
    body: new URLSearchParams(fields),
  })

const askUserinfo = (app: Hono<OAuthEnv>) =>
  app.request('/oauth/userinfo', { headers: { Authorization: `Bearer ${tokens.access}` } })

async function expectTryAgain(answer: Response): Promise<void> {
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Retry-After')).toBe('1')
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable', retryable: true })
}

describe('an object that does not answer', () => {
  const app = endpointsWhere(new ObjectUnavailable('an object did not answer'))

  it.each(requests)('is 503 for $name', async ({ path, fields }) => {
    await expectTryAgain(await send(app, path, fields()))
  })

  it('is 503 for userinfo, and pages of other origins may read that', async () => {
    const answer = await askUserinfo(app)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    await expectTryAgain(answer)
  })
})

describe('a bug', () => {
  const app = endpointsWhere(new TypeError('secret_of_the_house is not a function'))

  it.each(requests)('is server_error for $name, without a word of it', async ({ path, fields }) => {
    const answer = await send(app, path, fields())
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({ error: 'server_error' })
    expect(text).not.toContain('secret_of_the_house')
  })
})
