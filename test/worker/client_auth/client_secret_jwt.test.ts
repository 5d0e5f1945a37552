/** client_secret_jwt (OpenID Connect Core §9, RFC 7523): an assertion that the secret signs, wherever one is taken. */
import { exports } from 'cloudflare:workers'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  registerClient,
  registerKeyClient,
  registerPerson,
  signIn,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import { newSigner, signHs256 } from '../support/signing.ts'
import { invalidGrant } from '../support/signed_in.ts'

const ADA = 'ada@secret-jwt.amphora.test'
const METHOD = { token_endpoint_auth_method: 'client_secret_jwt' }

let client: TestClient

beforeAll(async () => {
  client = await registerClient(METHOD)
  await registerPerson(ADA)
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

function claimsOf({ clientId }: TestClient, changes: Record<string, unknown> = {}) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: clientId,
    sub: clientId,
    aud: ISSUER,
    exp: now + 60,
    jti: randomToken(),
    ...changes,
  }
}

const assertionOf = (from: TestClient, changes?: Record<string, unknown>, secret = from.secret) =>
  signHs256(claimsOf(from, changes), { secret, header: { typ: 'JWT' } })

let asked = 0

/**
 * Asks for tokens with a refresh token that nobody has, so that whoever is let in is told invalid_grant. Each time from
 * somewhere else: refusals are counted by address.
 */
async function send(assertion: string, fields: Record<string, string> = {}) {
  const response = await exports.default.fetch(`${ISSUER}/oauth/token`, {
    method: 'POST',
    headers: { 'CF-Connecting-IP': `192.0.2.${asked++}` },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: 'none',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...fields,
    }),
  })
  return { status: response.status, body: await response.json() }
}

const invalidClient = { status: 401, body: { error: 'invalid_client' } }

describe('client_secret_jwt', () => {
  it('serves a library through push, tokens, introspection and revocation', async () => {
    const config = await openid.discovery(
      new URL(ISSUER),
      client.clientId,
      { client_secret: client.secret },
      openid.ClientSecretJwt(client.secret),
      { [openid.customFetch]: throughWorker },
    )
    const request = await client.requestObject({ scope: 'openid offline_access' })
    const url = await openid.buildAuthorizationUrlWithPAR(config, { request })
    const browser = new Browser()
    const { left = url } = await signIn(browser, await browser.open(url), ADA)
    const tokens = await openid.authorizationCodeGrant(config, left, {
      pkceCodeVerifier: VERIFIER,
      expectedState: 'a state',
      expectedNonce: 'a nonce',
    })
    const { access_token: access, refresh_token: refresh = '' } = tokens
    expect(await openid.tokenIntrospection(config, access)).toMatchObject({ active: true })
    await openid.tokenRevocation(config, refresh)
    expect(await openid.tokenIntrospection(config, access)).toEqual({ active: false })
  })

  it('is in discovery with its algorithm, at every endpoint that takes it', async () => {
    const document = await (
      await exports.default.fetch(`${ISSUER}/.well-known/openid-configuration`)
    ).json<Record<string, string[]>>()
    for (const endpoint of ['token', 'revocation', 'introspection']) {
      expect(document[`${endpoint}_endpoint_auth_methods_supported`]).toContain('client_secret_jwt')
      expect(document[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toContain('HS256')
    }
  })

  it('of 100 at once lets one in (GHSA-3p3g-vpw6-4w66)', async () => {
    const assertion = await assertionOf(client)
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(assertion)))
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(99)
  })

  it.each<{ name: string; changes: Record<string, unknown> }>([
    { name: 'for the token endpoint', changes: { aud: `${ISSUER}/oauth/token` } },
    { name: 'for a list (CVE-2025-27370)', changes: { aud: [ISSUER] } },
    { name: 'of another issuer', changes: { iss: 'somebody' } },
    { name: 'without jti', changes: { jti: undefined } },
    { name: 'without exp', changes: { exp: undefined } },
    { name: 'of an hour', changes: { exp: Math.floor(Date.now() / 1000) + 3600 } },
    { name: 'that has expired', changes: { exp: Math.floor(Date.now() / 1000) - 60 } },
  ])('refuses one $name', async ({ changes }) => {
    expect(await send(await assertionOf(client, changes))).toMatchObject(invalidClient)
  })

  it('may name the token endpoint where the client is registered so (OpenID Connect Core §9)', async () => {
    const oidc = await registerClient({ ...METHOD, assertion_audience: 'oidc' })
    const aud = `${ISSUER}/oauth/token`
    expect(await send(await assertionOf(oidc, { aud }))).toMatchObject(invalidGrant)
  })

  it('refuses another secret, no secret, and a request object (RFC 9101 §10.8)', async () => {
    expect(await send(await assertionOf(client, {}, 's'.repeat(50)))).toMatchObject(invalidClient)
    expect(await send(await assertionOf(client, {}, ' '))).toMatchObject(invalidClient)
    const { secret } = client
    const renamed = await signHs256(claimsOf(client), { secret, header: { alg: 'HS512' } })
    expect(await send(renamed)).toMatchObject(invalidClient)
    const object = await signHs256(claimsOf(client), { secret: client.secret })
    expect(await send(object)).toMatchObject(invalidClient)
  })

  it('opens no client of another method, and no other method opens its client', async () => {
    const both = await registerKeyClient({ request_object_signing_alg: 'HS256' })
    const bySecret = await registerClient()
    expect(await send(await assertionOf(bySecret))).toMatchObject(invalidClient)
    const secret = String(both.signer.publicJwk['x'])
    expect(await send(await assertionOf(both, {}, secret))).toMatchObject(invalidClient)
    const byKey = await (await newSigner('EdDSA')).sign(claimsOf(client))
    expect(await send(byKey)).toMatchObject(invalidClient)
    const shown = { client_id: client.clientId, client_secret: client.secret }
    expect(await send('', shown)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('is signed by either secret while a rotation lasts', async () => {
    const rotated = await registerClient(METHOD)
    const { body } = await admin('POST', `/oauth/clients/${rotated.clientId}/rotate-secret`, {
      overlap: 60,
    })
    const next = String(body['client_secret'])
    expect(await send(await assertionOf(rotated, {}, next))).toMatchObject(invalidGrant)
    expect(await send(await assertionOf(rotated))).toMatchObject(invalidGrant)
  })

  it('signs its requests by the same secret, and neither passes as the other', async () => {
    const now = Math.floor(Date.now() / 1000)
    const request = await assertionOf(client, {
      client_id: client.clientId,
      redirect_uri: REDIRECT_URI,
      iat: now,
    })
    const page = await new Browser().open(authorizeUrl({ client_id: client.clientId, request }))
    expect(page.text).toContain('<code>request_object_subject</code>')
  })

  it.each([
    { name: 'a key to sign with', changes: { token_endpoint_auth_signing_alg: 'ES256' } },
    {
      name: 'HS256 for a key',
      changes: {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'HS256',
        jwks_uri: 'https://rp.example/jwks',
      },
    },
    {
      name: 'HS256 for a secret that is sent',
      changes: {
        token_endpoint_auth_method: 'client_secret_post',
        token_endpoint_auth_signing_alg: 'HS256',
      },
    },
  ])('is not registered with $name', async ({ changes }) => {
    const { status, body } = await admin('POST', '/oauth/clients', {
      name: 'An app',
      redirect_uris: [REDIRECT_URI],
      ...METHOD,
      ...changes,
    })
    expect({ status, field: body['field'] }).toEqual({
      status: 400,
      field: 'token_endpoint_auth_signing_alg',
    })
  })
})
