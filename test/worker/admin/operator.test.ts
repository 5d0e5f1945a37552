/** Operators: people in whose name an app opens the admin API, by the scope amphora:admin (catalogue 204). */
import { env, exports } from 'cloudflare:workers'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { askCodes, enterCode, poll, registerDeviceClient } from '../support/device.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, redeem, registerClient, type TestClient } from '../support/relying_party.ts'
import { invalidGrant, newCode, newTokens, refresh, signedInPerson } from '../support/signed_in.ts'
import { admin, auditOf, V1 } from './house.ts'
import {
  asOperator,
  errorOf,
  goTo,
  newOperator,
  newOperatorCode,
  newPerson,
  operatorTokens,
  registerConsole,
  SCOPE,
} from './operator_house.ts'

let app: TestClient

beforeAll(async () => {
  app = await registerConsole()
})

/** The lines of the audit about changes of a person. */
const changesOf = async (sub: string) =>
  (await auditOf('user.updated')).filter((line) => line['sub'] === sub)

describe('an access token with amphora:admin', () => {
  it('opens the admin API in the name of an operator, and the audit says whose', async () => {
    const ada = await newOperator()
    const { access } = await operatorTokens(app, ada)
    expect((await asOperator(access)).status).toBe(200)
    const { sub } = await newPerson()
    const changed = await asOperator(access, 'PATCH', `/users/${sub}`, {
      body: { nickname: 'Gus' },
    })
    expect(changed.status).toBe(200)
    expect(await changesOf(sub)).toMatchObject([{ actor: `sub:${ada.sub}` }])
  })

  it('is what openid-client asks for and calls with', async () => {
    const ada = await newOperator()
    const fetch = (url: string, init: object) => exports.default.fetch(url, init)
    const config = await client.discovery(
      new URL(ISSUER),
      app.clientId,
      {},
      client.ClientSecretBasic(app.secret),
      { [client.customFetch]: fetch },
    )
    expect(config.serverMetadata().scopes_supported).toContain('amphora:admin')
    const { left } = await goTo(app, ada)
    const tokens = await client.authorizationCodeGrant(config, left ?? new URL(ISSUER), {
      pkceCodeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      expectedState: 'a state',
      expectedNonce: 'a nonce',
    })
    expect(tokens.scope).toBe(SCOPE)
    const users = new URL(`${V1}/users`)
    const answer = await client.fetchProtectedResource(config, tokens.access_token, users, 'GET')
    expect(answer.status).toBe(200)
  })

  it('has said on the consent page what it is, also to clients that skip consent', async () => {
    const own = await registerConsole({ consent: 'skip' })
    const ada = await newOperator()
    const browser = new Browser()
    const page = await browser.open(await own.requestUrl({ scope: SCOPE }))
    const consent = await browser.submit(page, { username: ada.email, password: PASSWORD })
    expect(consent.form?.action).toBe('/consent')
    expect(consent.text).toContain('Act in your name as an operator here')
    const answer = await browser.submit(consent, { decision: 'approve' })
    expect(answer.left?.searchParams.get('code')).toBeTruthy()
    // Remembered from now on.
    expect((await browser.open(await own.requestUrl({ scope: SCOPE }))).left).toBeDefined()
  })

  it('is not for other APIs to spend here (RFC 9068 §4)', async () => {
    const resource = 'https://orders.harbour.example'
    const scopes = [{ name: 'orders', description: 'See your orders' }]
    const server = { resource, name: 'Orders', scopes: ['orders'], access_token_lifetime: 300 }
    const servers = [{ ...server, access_token_signing_alg: 'EdDSA' }]
    await admin('PATCH', '/tenant', { scopes, resource_servers: servers })
    const person = await signedInPerson({ admin: true })
    const details = { scope: ['openid', 'amphora:admin', 'orders'], resource: [resource] }
    const { access } = await newTokens(app, person, { details })
    expect((await asOperator(access)).status).toBe(401)
  })
})

describe('403, and how to ask (RFC 6750 §3.1), is the answer to', () => {
  const forbidden = async (token: string) => {
    const answer = await asOperator(token)
    expect(answer.body).toMatchObject({ status: 403, error: 'insufficient_scope' })
    expect(answer.headers.get('WWW-Authenticate')).toBe(
      'Bearer realm="admin", error="insufficient_scope", scope="amphora:admin"',
    )
  }

  it('a token of an operator without the scope', async () => {
    const person = await signedInPerson({ admin: true })
    const { access } = await newTokens(app, person, { details: { scope: ['openid'] } })
    await forbidden(access)
  })

  it('a token of a client for itself', async () => {
    const scopes = [{ name: 'orders', description: 'See your orders' }]
    await admin('PATCH', '/tenant', { scopes, resource_servers: [] })
    const service = await registerClient({
      grant_types: ['client_credentials'],
      scopes: ['orders', 'amphora:admin'],
      redirect_uris: [],
      post_logout_redirect_uris: [],
    })
    const ask = (scope: string) =>
      exports.default.fetch(`${ISSUER}/oauth/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${service.clientId}:${service.secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      })
    expect(await (await ask('amphora:admin')).json()).toMatchObject({ error: 'invalid_scope' })
    const { access_token: token } = await (await ask('orders')).json<{ access_token: string }>()
    await forbidden(token)
  })

  it('a token of a client that is not registered with the scope any more', async () => {
    const lessened = await registerConsole()
    const { access } = await operatorTokens(lessened, await newOperator())
    expect((await asOperator(access)).status).toBe(200)
    await admin('PATCH', `/oauth/clients/${lessened.clientId}`, { scopes: ['openid'] })
    await forbidden(access)
  })
})

describe('whoever is no operator', () => {
  it('is sent back to the app without a code, whatever they consent to', async () => {
    const page = await goTo(app, await newPerson())
    expect(errorOf(page)).toBe('access_denied')
    expect(page.left?.searchParams.get('code')).toBeNull()
  })

  it('nor gets one silently', async () => {
    const gus = await newPerson()
    const browser = new Browser()
    await goTo(app, gus, { scope: 'openid' }, browser)
    for (const prompt of ['none', undefined]) {
      const url = await app.requestUrl({ scope: SCOPE, ...(prompt && { prompt }) })
      expect(errorOf(await browser.open(url))).toBe('access_denied')
    }
  })

  it('has no use for a code that was made for them all the same', async () => {
    const person = await signedInPerson()
    const code = await newCode(app, person, { details: { scope: ['openid', 'amphora:admin'] } })
    expect(await redeem(app, code)).toMatchObject(invalidGrant)
  })

  it('is refused by an app that is not registered with the scope (RFC 6749 §4.1.2.1)', async () => {
    const plain = await registerClient()
    const page = await new Browser().open(await plain.requestUrl({ scope: SCOPE }))
    expect(errorOf(page)).toBe('invalid_scope')
  })

  it('approves no device that asks for it, and the device learns so (RFC 8628 §3.5)', async () => {
    const device = await registerDeviceClient({ scopes: ['openid', 'amphora:admin'] })
    const { userCode, deviceCode } = await askCodes(device, 'openid amphora:admin')
    const gus = await newPerson()
    const browser = new Browser()
    const page = await enterCode(browser, userCode)
    const refused = await browser.submit(page, { username: gus.email, password: PASSWORD })
    expect(refused.text).toContain('the person is no operator of this provider')
    expect((await poll(device, deviceCode)).body['error']).toBe('access_denied')
  })
})

describe('an operator who is none any more', () => {
  const takeAway = async (sub: string) =>
    expect((await admin('PATCH', `/users/${sub}`, { admin: false })).body.admin).toBe(false)
  const giveBack = (sub: string) => admin('PATCH', `/users/${sub}`, { admin: true })

  it('is refused at once, by access token, refresh token and code', async () => {
    const ada = await newOperator()
    const tokens = await operatorTokens(app, ada)
    const code = await newOperatorCode(app, ada)
    await takeAway(ada.sub)
    expect((await asOperator(tokens.access)).status).toBe(401)
    expect(await refresh(app, tokens.refresh)).toMatchObject(invalidGrant)
    expect(await redeem(app, code)).toMatchObject(invalidGrant)
  })

  it('and stays so when they are one again: consent is asked for anew', async () => {
    const ada = await newOperator()
    const browser = new Browser()
    await goTo(app, ada, {}, browser)
    const tokens = await operatorTokens(app, ada)
    const code = await newOperatorCode(app, ada)
    await takeAway(ada.sub)
    await giveBack(ada.sub)
    expect((await asOperator(tokens.access)).status).toBe(401)
    expect(await refresh(app, tokens.refresh)).toMatchObject(invalidGrant)
    expect(await redeem(app, code)).toMatchObject(invalidGrant)
    const page = await browser.open(await app.requestUrl({ scope: SCOPE }))
    expect(page.form?.action).toBe('/consent')
  })

  it('also where consent is never remembered', async () => {
    const strict = await registerConsole({ consent: 'always' })
    const ada = await newOperator()
    const code = await newOperatorCode(strict, ada)
    await takeAway(ada.sub)
    await giveBack(ada.sub)
    expect(await redeem(strict, code)).toMatchObject(invalidGrant)
  })

  it('keeps their sessions, and what they gave to other apps', async () => {
    const ada = await newOperator()
    const plain = await registerClient()
    const browser = new Browser()
    await goTo(app, ada, {}, browser)
    const page = await goTo(plain, ada, { scope: 'openid offline_access' })
    const { body } = await redeem(plain, page.left?.searchParams.get('code') ?? '')
    await takeAway(ada.sub)
    expect((await refresh(plain, String(body['refresh_token']))).status).toBe(200)
    expect((await admin('GET', `/users/${ada.sub}/sessions`)).body.items).toHaveLength(2)
  })

  it('is out, whichever of a code and the change is first', async () => {
    const ada = await newOperator()
    const codes = [await newOperatorCode(app, ada), await newOperatorCode(app, ada)]
    const [answers] = await Promise.all([
      Promise.all(codes.map((code) => redeem(app, code))),
      takeAway(ada.sub),
    ])
    for (const { status, body } of answers) {
      if (status === 200) {
        expect((await asOperator(String(body['access_token']))).status).toBe(401)
      } else expect(body).toMatchObject({ error: 'invalid_grant' })
    }
  })

  it('nor is one who was disabled', async () => {
    const ada = await newOperator()
    const { access } = await operatorTokens(app, ada)
    await admin('PATCH', `/users/${ada.sub}`, { disabled: true })
    expect((await asOperator(access)).status).toBe(401)
  })
})

describe('who is an operator', () => {
  it('is in the audit when it changes', async () => {
    const { sub } = await newPerson()
    await admin('PATCH', `/users/${sub}`, { admin: true })
    expect(await changesOf(sub)).toMatchObject([{ detail: { fields: ['admin'], admin: true } }])
  })

  it.each([
    { scope: ['openid', 'amphora:admin'], told: true },
    { scope: ['openid', 'roles'], told: true },
    { scope: ['openid', 'profile'], told: undefined },
  ])('is told by /me to a token with $scope: $told', async ({ scope, told }) => {
    const apt = await registerConsole({ scopes: ['openid', 'profile', 'roles', 'amphora:admin'] })
    const person = await signedInPerson({ admin: true })
    const { access } = await newTokens(apt, person, { details: { scope } })
    const headers = { Authorization: `Bearer ${access}` }
    const me = await exports.default.fetch(`${V1}/me`, { headers })
    expect((await me.json<Record<string, unknown>>())['admin']).toBe(told)
  })

  it.each([{ admin: 'true' }, { admin: 1 }, { admin: null }, { operator: true }])(
    'is not said by %j (CWE-915)',
    async (patch) => {
      const { sub } = await newPerson()
      expect((await admin('PATCH', `/users/${sub}`, patch)).status).toBe(400)
      expect((await admin('GET', `/users/${sub}`)).body.admin).toBe(false)
    },
  )

  it('matters to nobody while ADMIN_TOKEN is not set: closed is closed', async () => {
    const { access } = await operatorTokens(app, await newOperator())
    const { ADMIN_TOKEN } = env
    Object.assign(env, { ADMIN_TOKEN: '' })
    try {
      expect((await asOperator(access)).status).toBe(503)
    } finally {
      Object.assign(env, { ADMIN_TOKEN })
    }
  })
})

describe('the scope amphora:admin', () => {
  it('comes with no client that was not registered with it by name', async () => {
    const { body } = await admin('POST', '/oauth/clients', {
      name: 'Plain',
      redirect_uris: ['https://plain.example/cb'],
    })
    expect(body.scopes).not.toContain('amphora:admin')
  })

  it('is no scope of a tenant’s own', async () => {
    const scopes = [{ name: 'amphora:admin', description: 'Harmless' }]
    expect((await admin('PATCH', '/tenant', { scopes })).body).toMatchObject({ field: 'scopes' })
  })

  it('comes with no token through the browser', async () => {
    await admin('PATCH', '/tenant', { front_channel_tokens: true })
    const implicit = await registerConsole({
      grant_types: ['authorization_code', 'implicit'],
      response_types: ['code', 'id_token token', 'code id_token token'],
    })
    for (const type of ['id_token token', 'code id_token token']) {
      const claims = { response_type: type, scope: SCOPE, nonce: 'a nonce' }
      const { left } = await new Browser().open(await implicit.requestUrl(claims))
      expect(new URLSearchParams(left?.hash.slice(1)).get('error')).toBe('invalid_scope')
    }
    await admin('PATCH', '/tenant', { front_channel_tokens: false })
  })

  it('is given by no initial access token, and to nobody who registers themselves', async () => {
    const token = { lifetime: 600, scopes: ['openid', 'amphora:admin'] }
    const made = await admin('POST', '/oauth/initial-access-tokens', token)
    expect(made.body).toMatchObject({ status: 400, field: 'scopes' })
    await admin('PATCH', '/tenant', { registration: 'open' })
    const response = await exports.default.fetch(`${ISSUER}/oauth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ redirect_uris: ['https://evil.example/cb'], scope: SCOPE }),
    })
    expect(response.status).toBe(400)
  })
})
