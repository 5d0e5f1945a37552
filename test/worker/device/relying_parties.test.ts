/** Devices that we did not write, against the Worker over HTTP: openid-client and oauth4webapi. */
import { exports } from 'cloudflare:workers'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { approve, enterCode, registerDeviceClient, wordsOf } from '../support/device.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, registerPerson, type TestClient } from '../support/relying_party.ts'

const ADA = 'ada@devices.amphora.test'
let sub: string

beforeAll(async () => {
  sub = await registerPerson(ADA)
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

const discover = ({ clientId }: TestClient, authentication: client.ClientAuth) =>
  client.discovery(new URL(ISSUER), clientId, {}, authentication, {
    [client.customFetch]: throughWorker,
  })

describe('openid-client', () => {
  it('asks for codes and polls until the person has said yes, as a client with a secret', async () => {
    const tv = await registerDeviceClient()
    const config = await discover(tv, client.ClientSecretBasic(tv.secret))
    expect(config.serverMetadata()).toMatchObject({
      device_authorization_endpoint: `${ISSUER}/oauth/device_authorization`,
      grant_types_supported: expect.arrayContaining([
        'urn:ietf:params:oauth:grant-type:device_code',
      ]),
    })
    const scope = 'openid email offline_access'
    const codes = await client.initiateDeviceAuthorization(config, { scope })
    const polling = client.pollDeviceAuthorizationGrant(config, codes)
    await approve(new Browser(), codes.user_code, ADA)
    const tokens = await polling
    expect(tokens.claims()?.sub).toBe(sub)
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub)
    expect(userinfo.email).toBe(ADA)
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(refreshed.claims()?.sub).toBe(sub)
  })

  it('is told that the person has declined, as a public client', async () => {
    const cli = await registerDeviceClient({ token_endpoint_auth_method: 'none' })
    const config = await discover(cli, client.None())
    const codes = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
    const browser = new Browser()
    const login = await browser.submit(await browser.open(codes.verification_uri_complete ?? ''))
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    await browser.submit(approval, { decision: 'deny' })
    await expect(client.pollDeviceAuthorizationGrant(config, codes)).rejects.toMatchObject({
      error: 'access_denied',
    })
  })
})

describe('oauth4webapi', () => {
  it('validates every answer of the road, and reads authorization_pending and slow_down', async () => {
    const tv = await registerDeviceClient()
    const rp = { client_id: tv.clientId }
    const options = { [oauth.customFetch]: throughWorker }
    const authentication = oauth.ClientSecretBasic(tv.secret)
    const server = await oauth.processDiscoveryResponse(
      new URL(ISSUER),
      await oauth.discoveryRequest(new URL(ISSUER), options),
    )
    const scope = new URLSearchParams({ scope: 'openid' })
    const codes = await oauth.processDeviceAuthorizationResponse(
      server,
      rp,
      await oauth.deviceAuthorizationRequest(server, rp, authentication, scope, options),
    )
    const poll = async () =>
      oauth.processDeviceCodeResponse(
        server,
        rp,
        await oauth.deviceCodeGrantRequest(server, rp, authentication, codes.device_code, options),
      )
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down' })
    const browser = new Browser()
    const login = await enterCode(browser, codes.user_code)
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    expect(wordsOf(await browser.submit(approval, { decision: 'approve' }))).toContain('connected')
    const tokens = await poll()
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(sub)
  })
})
