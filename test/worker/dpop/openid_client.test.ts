/** DPoP with a relying party that we did not write: openid-client, over HTTP, from the request to the last refresh. */
import { exports } from 'cloudflare:workers'
import * as client from 'openid-client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { registerClient, registerPerson, signIn } from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'

const ADA = 'ada@dpop.amphora.test'
let sub: string

beforeAll(async () => {
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
  await admin('PATCH', '/tenant', {
    signed_requests: 'per_client',
    scopes: [{ name: 'stock', description: 'Count the stock' }],
  })
})

afterEach(() => admin('PATCH', '/tenant', { require_dpop_nonce: false }))

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

/** A relying party, registered to push plain requests: what is signed here are the proofs. */
async function relyingParty(changes: Record<string, unknown> = {}) {
  const registered = await registerClient({
    require_signed_request_object: false,
    dpop_bound_access_tokens: true,
    ...changes,
  })
  const authentication =
    changes['token_endpoint_auth_method'] === 'none'
      ? client.None()
      : client.ClientSecretBasic(registered.secret)
  const { clientId } = registered
  return client.discovery(new URL(ISSUER), clientId, {}, authentication, {
    [client.customFetch]: throughWorker,
  })
}

async function askFor(config: client.Configuration, DPoP: client.DPoPHandle, isPushed: boolean) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const parameters = {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email offline_access',
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  }
  const url = isPushed
    ? await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP })
    : client.buildAuthorizationUrl(config, {
        ...parameters,
        dpop_jkt: await DPoP.calculateThumbprint(),
      })
  const browser = new Browser()
  const answer = await signIn(browser, await browser.open(url), ADA)
  expect(answer.left, inWords(answer)).toBeDefined()
  const callback = answer.left ?? url
  return { callback, checks: { pkceCodeVerifier, expectedState } }
}

async function wholeFlow(config: client.Configuration, alg: string, isPushed = true) {
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg))
  const { callback, checks } = await askFor(config, DPoP, isPushed)
  const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP })
  expect(tokens.token_type).toBe('dpop')
  const jkt = await DPoP.calculateThumbprint()
  expect(claimsIn(tokens.access_token)['cnf']).toEqual({ jkt })
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP })
  expect(userinfo).toMatchObject({ sub, name: 'Ada Lovelace' })
  const again = tokens.refresh_token ?? ''
  const refreshed = await client.refreshTokenGrant(config, again, undefined, { DPoP })
  expect(refreshed.token_type).toBe('dpop')
  await client.fetchUserInfo(config, refreshed.access_token, sub, { DPoP })
  return { DPoP, refreshed, jkt }
}

describe('openid-client with DPoP', () => {
  it.each(['ES256', 'Ed25519', 'PS256'])(
    'gets bound tokens, claims and new tokens with a key of %s',
    async (alg) => {
      const config = await relyingParty()
      const { refreshed, jkt } = await wholeFlow(config, alg)
      expect(await client.tokenIntrospection(config, refreshed.access_token)).toMatchObject({
        active: true,
        token_type: 'DPoP',
        cnf: { jkt },
      })
    },
  )

  it('does so as a client that cannot authenticate, whose key is all that it has', async () => {
    const config = await relyingParty({ token_endpoint_auth_method: 'none' })
    const { refreshed } = await wholeFlow(config, 'ES256')
    const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const token = refreshed.refresh_token ?? ''
    await expect(
      client.refreshTokenGrant(config, token, undefined, { DPoP: other }),
    ).rejects.toMatchObject({ error: 'invalid_dpop_proof' })
  })

  it('binds its code by dpop_jkt alone (RFC 9449 §10)', async () => {
    const config = await relyingParty()
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const { callback, checks } = await askFor(config, DPoP, false)
    await expect(
      client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP: other }),
    ).rejects.toMatchObject({ error: 'invalid_dpop_proof' })
    await expect(client.authorizationCodeGrant(config, callback, checks)).rejects.toMatchObject({
      error: 'invalid_dpop_proof',
    })
    await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP })
  })

  it('brings a new key to a refresh, for its secret is what its token is bound to', async () => {
    const config = await relyingParty()
    const { refreshed } = await wholeFlow(config, 'ES256')
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('Ed25519'))
    const token = refreshed.refresh_token ?? ''
    const next = await client.refreshTokenGrant(config, token, undefined, { DPoP })
    expect(claimsIn(next.access_token)['cnf']).toEqual({ jkt: await DPoP.calculateThumbprint() })
    await client.fetchUserInfo(config, next.access_token, sub, { DPoP })
  })

  it('answers nonces at every endpoint (RFC 9449 §8, §9)', async () => {
    await admin('PATCH', '/tenant', { require_dpop_nonce: true })
    await wholeFlow(await relyingParty(), 'ES256')
  })

  it('binds tokens of its own (client_credentials)', async () => {
    const config = await relyingParty({ grant_types: ['client_credentials'], scopes: ['stock'] })
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const tokens = await client.clientCredentialsGrant(config, {}, { DPoP })
    expect(tokens.token_type).toBe('dpop')
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      token_type: 'DPoP',
      cnf: { jkt: await DPoP.calculateThumbprint() },
    })
  })
})
