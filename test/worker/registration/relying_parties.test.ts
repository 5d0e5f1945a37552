/** Two relying parties that we did not write register themselves, and are clients like any other. */
import { exports } from 'cloudflare:workers'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { registerPerson, signIn } from '../support/relying_party.ts'
import { leave, openRegistration } from './house.ts'

const ADA = 'ada@dynamic.amphora.test'
let sub: string

beforeAll(async () => {
  await openRegistration()
  sub = await registerPerson(ADA)
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

describe('openid-client', () => {
  it('registers itself, signs its request with the secret it got, and signs a person in', async () => {
    const config = await client.dynamicClientRegistration(
      new URL(ISSUER),
      {
        redirect_uris: [REDIRECT_URI],
        token_endpoint_auth_method: 'client_secret_post',
        client_name: 'Their app',
        software_id: 'unknown to us',
      },
      undefined,
      { [client.customFetch]: throughWorker },
    )
    const { client_id: clientId, client_secret: secret = '' } = config.clientMetadata()
    const verifier = client.randomPKCECodeVerifier()
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    expect(clientId).toMatch(/^client_/)
    const { url, nonce } = await signedRequest(clientId, key, verifier)
    const browser = new Browser()
    const answer = await signIn(browser, await browser.open(url), ADA)
    expect(answer.left, inWords(answer)).toBeDefined()
    const tokens = await client.authorizationCodeGrant(config, answer.left ?? new URL(url), {
      pkceCodeVerifier: verifier,
      expectedState: 'a state',
      expectedNonce: nonce,
    })
    expect(tokens.claims()?.sub).toBe(sub)
  })
})

/** Its library signs with private keys alone, so what the secret signs is put together here. */
async function signedRequest(clientId: string, key: CryptoKey, verifier: string) {
  const now = Math.floor(Date.now() / 1000)
  const nonce = client.randomNonce()
  const encode = (json: object) =>
    new TextEncoder()
      .encode(JSON.stringify(json))
      .toBase64({ alphabet: 'base64url', omitPadding: true })
  const input = `${encode({ alg: 'HS256', typ: 'oauth-authz-req+jwt' })}.${encode({
    iss: clientId,
    aud: ISSUER,
    iat: now,
    exp: now + 60,
    jti: crypto.randomUUID(),
    client_id: clientId,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    state: 'a state',
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })}`
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input))
  const signature = new Uint8Array(mac).toBase64({ alphabet: 'base64url', omitPadding: true })
  const query = new URLSearchParams({ client_id: clientId, request: `${input}.${signature}` })
  return { url: `${ISSUER}/oauth/authorize?${query}`, nonce }
}

describe('oauth4webapi', () => {
  const issuer = new URL(ISSUER)
  const discover = async () =>
    oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { [oauth.customFetch]: throughWorker }),
    )

  it('registers itself with an initial access token, and understands the answer', async () => {
    const { token } = await leave()
    const response = await oauth.dynamicClientRegistrationRequest(
      await discover(),
      { redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'none' },
      { initialAccessToken: token, [oauth.customFetch]: throughWorker },
    )
    const registered = await oauth.processDynamicClientRegistrationResponse(response)
    expect(registered.client_id).toMatch(/^client_/)
    expect(registered.client_secret).toBeUndefined()
  })

  it('understands why it is refused', async () => {
    const response = await oauth.dynamicClientRegistrationRequest(
      await discover(),
      { redirect_uris: [`${REDIRECT_URI}#f`] },
      { [oauth.customFetch]: throughWorker },
    )
    const refusal = oauth.processDynamicClientRegistrationResponse(response)
    await expect(refusal).rejects.toMatchObject({
      error: 'invalid_redirect_uri',
      error_description: 'redirect_uris.0 must not have a fragment',
    })
  })

  it('understands what a wrong initial access token is told', async () => {
    const response = await oauth.dynamicClientRegistrationRequest(
      await discover(),
      { redirect_uris: [REDIRECT_URI] },
      { initialAccessToken: 'made-up', [oauth.customFetch]: throughWorker },
    )
    const refusal = oauth.processDynamicClientRegistrationResponse(response)
    await expect(refusal).rejects.toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
  })
})
