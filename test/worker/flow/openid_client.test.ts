/** Two relying parties that we did not write, against the Worker over HTTP: openid-client and oauth4webapi. */
import { exports } from 'cloudflare:workers'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { registerPerson, signIn } from '../support/relying_party.ts'

const ADA = 'ada@rp2.amphora.test'
let sub: string

beforeAll(async () => {
  sub = await registerPerson(ADA, { name: 'Ada Lovelace', email_verified: true })
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

/** A client with an Ed25519 key pair that its library made: it signs requests and assertions with it. */
async function keyClient(algorithm: 'Ed25519' | 'ES256' | 'PS256' | 'RS256' = 'Ed25519') {
  const pair = await oauth.generateKeyPair(algorithm, { extractable: true })
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const { body } = await admin('POST', '/oauth/clients', {
    name: 'Their app',
    redirect_uris: [REDIRECT_URI],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: algorithm === 'Ed25519' ? 'EdDSA' : algorithm,
    jwks: { keys: [publicMembers(jwk as JsonWebKey)] },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
  })
  return { clientId: String(body['client_id']), key: { key: pair.privateKey, kid: 'theirs' } }
}

const publicMembers = ({ kty, crv, x, y, n, e }: JsonWebKey) =>
  Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e, kid: 'theirs' }).filter(
      ([, value]) => value !== undefined,
    ),
  )

async function configuration(algorithm?: 'Ed25519' | 'ES256' | 'PS256' | 'RS256') {
  const { clientId, key } = await keyClient(algorithm)
  const config = await client.discovery(new URL(ISSUER), clientId, {}, client.PrivateKeyJwt(key), {
    [client.customFetch]: throughWorker,
  })
  return { config, key }
}

/** From the address that the library built to the one that came back. */
async function signInAt(url: URL): Promise<URL> {
  const browser = new Browser()
  const answer = await signIn(browser, await browser.open(url), ADA)
  expect(answer.left, inWords(answer)).toBeDefined()
  return answer.left ?? url
}

describe('openid-client', () => {
  it.each(['Ed25519', 'ES256', 'PS256', 'RS256'] as const)(
    'signs its requests with %s under its own default name, and gets tokens, claims and new tokens',
    async (algorithm) => {
      const { config, key } = await configuration(algorithm)
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
      const url = await client.buildAuthorizationUrlWithJAR(
        config,
        {
          redirect_uri: REDIRECT_URI,
          scope: 'openid profile email offline_access',
          state: expectedState,
          nonce: expectedNonce,
          code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
          code_challenge_method: 'S256',
        },
        key,
      )
      const callback = await signInAt(url)
      const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
      const tokens = await client.authorizationCodeGrant(config, callback, checks)
      expect(tokens.claims()?.sub).toBe(sub)
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub)
      expect(userinfo).toMatchObject({
        sub,
        name: 'Ada Lovelace',
        email: ADA,
        email_verified: true,
      })
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
      expect(refreshed.claims()?.sub).toBe(sub)
      expect(await client.tokenIntrospection(config, refreshed.access_token)).toMatchObject({
        active: true,
        sub,
      })
      await client.tokenRevocation(config, refreshed.refresh_token ?? '')
      expect(await client.tokenIntrospection(config, refreshed.access_token)).toEqual({
        active: false,
      })
    },
  )

  it('pushes its signed request (RFC 9126 §3)', async () => {
    const { config, key } = await configuration()
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const signed = await client.buildAuthorizationUrlWithJAR(
      config,
      {
        redirect_uri: REDIRECT_URI,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      },
      key,
    )
    const url = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams)
    expect(url.searchParams.get('request_uri')).toMatch(/^urn:ietf:params:oauth:request_uri:/)
    const tokens = await client.authorizationCodeGrant(config, await signInAt(url), {
      pkceCodeVerifier,
    })
    expect(tokens.claims()?.sub).toBe(sub)
  })

  it('sends the person to sign out', async () => {
    const { config } = await configuration()
    const url = client.buildEndSessionUrl(config, {})
    expect((await new Browser().open(url)).status).toBe(200)
  })
})

describe('oauth4webapi', () => {
  it('validates every answer of the code flow with a client secret', async () => {
    const { body } = await admin('POST', '/oauth/clients', {
      name: 'Their other app',
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code', 'client_credentials'],
      request_object_signing_alg: 'EdDSA',
      ...(await edDsaKeys()).metadata,
    })
    const rp = { client_id: String(body['client_id']) }
    const authentication = oauth.ClientSecretBasic(String(body['client_secret']))
    const options = { [oauth.customFetch]: throughWorker }
    const server = await oauth.processDiscoveryResponse(
      new URL(ISSUER),
      await oauth.discoveryRequest(new URL(ISSUER), { algorithm: 'oauth2', ...options }),
    )
    const verifier = oauth.generateRandomCodeVerifier()
    const state = oauth.generateRandomState()
    const parameters = new URLSearchParams({
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const request = await oauth.issueRequestObject(server, rp, parameters, keys.signing)
    const url = new URL(server.authorization_endpoint ?? '')
    url.search = new URLSearchParams({ client_id: rp.client_id, request }).toString()
    const callback = oauth.validateAuthResponse(server, rp, await signInAt(url), state)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      rp,
      authentication,
      callback,
      REDIRECT_URI,
      verifier,
      options,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, rp, response, {
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, options)
    const again = await oauth.authorizationCodeGrantRequest(
      server,
      rp,
      authentication,
      callback,
      REDIRECT_URI,
      verifier,
      options,
    )
    await expect(oauth.processAuthorizationCodeResponse(server, rp, again)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    const userinfo = await oauth.userInfoRequest(server, rp, tokens.access_token, options)
    await expect(oauth.processUserInfoResponse(server, rp, sub, userinfo)).rejects.toBeDefined()
  })
})

const keys: { signing: { key: CryptoKey; kid: string } } = {
  signing: { key: undefined as unknown as CryptoKey, kid: 'theirs' },
}

async function edDsaKeys() {
  const pair = await oauth.generateKeyPair('Ed25519', { extractable: true })
  keys.signing.key = pair.privateKey
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return {
    metadata: {
      token_endpoint_auth_method: 'client_secret_basic',
      jwks: { keys: [publicMembers(jwk as JsonWebKey)] },
      scopes: ['openid', 'profile'],
    },
  }
}
