/** An app without a backend, over HTTP: its key signs, redeems, refreshes and asks, and no other does. */
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import {
  askWithProof,
  newHolder,
  PAR_URL,
  postWithProof,
  redeemWithProof,
  refreshWithProof,
  TOKEN_URL,
  type Holder,
} from '../support/dpop.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  registerEmbeddedClient,
  registerPerson,
  signedInBrowser,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, isGood, logOf } from '../support/signed_in.ts'

const ADA = 'ada@embedded.amphora.test'
const wrongProof = { status: 400, body: { error: 'invalid_dpop_proof' } }
let holder: Holder
let thief: Holder
let app: TestClient
/** The same app, as a stranger begins it. */
let strangersApp: TestClient
/** Ada has signed in here, and consented. */
let browser: Browser

beforeAll(async () => {
  holder = await newHolder('EdDSA')
  thief = await newHolder('EdDSA')
  const { signingWith } = await registerEmbeddedClient()
  app = signingWith(holder.signer)
  strangersApp = signingWith(thief.signer)
  await registerPerson(ADA)
  browser = await signedInBrowser(app, ADA)
})

const OFFLINE = { scope: 'openid profile email offline_access', prompt: 'consent' }

const newCode = async () => codeOf(await browser.open(await app.requestUrl()))

async function newTokens() {
  const page = await browser.open(await app.requestUrl(OFFLINE))
  const code = codeOf(await browser.submit(page, { decision: 'approve' }))
  const { status, body } = await redeemWithProof(app, code, await holder.proof(TOKEN_URL))
  expect(status, JSON.stringify(body)).toBe(200)
  return { access: String(body['access_token']), refresh: String(body['refresh_token']) }
}

describe('an app whose key is embedded in its request', () => {
  it('is let in by that key, from the code to the profile (RFC 9449 §10)', async () => {
    const code = await newCode()
    const { status, body } = await redeemWithProof(app, code, await holder.proof(TOKEN_URL))
    expect({ status, type: body['token_type'] }).toEqual({ status: 200, type: 'DPoP' })
    const token = String(body['access_token'])
    expect(claimsIn(token)['cnf']).toEqual({ jkt: holder.jkt })
    for (const url of [`${ISSUER}/oauth/userinfo`, `${ISSUER}/api/sso/v1/me`]) {
      const proof = await holder.proofWith(token, { htu: url })
      expect(await askWithProof(token, proof, { url })).toMatchObject({
        status: 200,
        body: { email: ADA },
      })
    }
  })

  it('costs what any signed request with proofs costs: 2, 1 and 1 object calls', async () => {
    const url = await app.requestUrl()
    const requests = logOf('request')
    const code = codeOf(await browser.open(url))
    const { body } = await redeemWithProof(app, code, await holder.proof(TOKEN_URL))
    const token = String(body['access_token'])
    await askWithProof(token, await holder.proofWith(token))
    expect(requests().map((line) => line['object_calls'])).toEqual([2, 1, 1])
  })

  it('may hold a key of P-256', async () => {
    const other = await newHolder('ES256')
    const { signingWith } = await registerEmbeddedClient({ consent: 'skip' })
    const client = signingWith(other.signer)
    const code = codeOf(await browser.open(await client.requestUrl()))
    expect((await redeemWithProof(client, code, await other.proof(TOKEN_URL))).status).toBe(200)
  })

  it('pushes its request, and the key stays the same (RFC 9126, RFC 9449 §10.1)', async () => {
    const request = await app.requestObject()
    const theirs = await postWithProof(app, PAR_URL, { request }, await thief.proof(PAR_URL))
    expect(theirs).toMatchObject(wrongProof)
    const { status, body } = await postWithProof(app, PAR_URL, { request })
    expect(status, JSON.stringify(body)).toBe(201)
    const fields = { client_id: app.clientId, request_uri: String(body['request_uri']) }
    const code = codeOf(await browser.open(authorizeUrl(fields)))
    const stolen = await redeemWithProof(app, code, await thief.proof(TOKEN_URL))
    expect(stolen).toMatchObject(wrongProof)
    expect((await redeemWithProof(app, code, await holder.proof(TOKEN_URL))).status).toBe(200)
  })
})

describe('whoever steals', () => {
  it('its code, with the verifier, gets nothing by another key and nothing without one', async () => {
    const code = await newCode()
    const theirs = await redeemWithProof(app, code, await thief.proof(TOKEN_URL))
    expect(theirs).toMatchObject(wrongProof)
    expect(await redeemWithProof(app, code)).toMatchObject(wrongProof)
    expect((await redeemWithProof(app, code, await holder.proof(TOKEN_URL))).status).toBe(200)
  })

  it('its access token opens nothing as a bearer, and nothing with another key', async () => {
    const { access } = await newTokens()
    expect(await isGood(access)).toBe(false)
    const theirs = await askWithProof(access, await thief.proofWith(access))
    expect(theirs).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect((await askWithProof(access, await holder.proofWith(access))).status).toBe(200)
  })

  it('its refresh token gets no tokens, and does the app no harm', async () => {
    const ended = logOf('rt_reuse')
    const { refresh } = await newTokens()
    for (const proof of [await thief.proof(TOKEN_URL), undefined]) {
      expect(await refreshWithProof(app, refresh, proof)).toMatchObject(wrongProof)
    }
    const next = await refreshWithProof(app, refresh, await holder.proof(TOKEN_URL))
    expect(next).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    expect(ended()).toEqual([])
  })

  it('its request can sign nobody in a second time (RFC 9101 §10.8, catalogue A1)', async () => {
    const url = await app.requestUrl()
    codeOf(await browser.open(url))
    const again = await browser.open(url)
    expect({ status: again.status, left: again.left }).toEqual({ status: 400, left: undefined })
    expect(again.text).toContain('request_object_spent')
  })
})

describe('a stranger', () => {
  it('may sign as well, and is led to the app’s own address alone', async () => {
    const to = await strangersApp.requestUrl({ redirect_uri: 'https://evil.test/cb' })
    const page = await browser.open(to)
    expect(page.left).toBeUndefined()
    expect(page.text).toContain('redirect_uri_unregistered')
  })

  it('who takes the jti of another uses up none but their own request', async () => {
    const jti = 'seen-in-an-address'
    codeOf(await browser.open(await strangersApp.requestUrl({ jti })))
    codeOf(await browser.open(await app.requestUrl({ jti })))
    const pushed = { request: await strangersApp.requestObject({ jti: 'another' }) }
    expect((await postWithProof(app, PAR_URL, pushed)).status).toBe(201)
    const mine = { request: await app.requestObject({ jti: 'another' }) }
    expect((await postWithProof(app, PAR_URL, mine)).status).toBe(201)
  })

  it('who has their own code injected into an app gets no further: its key is not theirs (RFC 9700 §4.5)', async () => {
    const strangers = new Browser()
    const page = await strangers.open(await strangersApp.requestUrl())
    const code = codeOf(await signIn(strangers, page, ADA))
    expect(await redeemWithProof(app, code, await holder.proof(TOKEN_URL))).toMatchObject(
      wrongProof,
    )
  })
})

describe('registration', () => {
  it('answers what was registered, and refuses to loosen it', async () => {
    const path = `/oauth/clients/${app.clientId}`
    expect((await admin('GET', path)).body).toMatchObject({
      request_object_key: 'embedded',
      dpop_bound_access_tokens: true,
      require_signed_request_object: true,
    })
    for (const change of [
      { dpop_bound_access_tokens: false },
      { require_signed_request_object: false },
      { token_endpoint_auth_method: 'client_secret_basic' },
      { jwks: { keys: [holder.signer.publicJwk] } },
    ]) {
      expect((await admin('PATCH', path, change)).status, JSON.stringify(change)).toBe(400)
    }
  })

  it('takes effect from one request to the next', async () => {
    const { clientId, signingWith } = await registerEmbeddedClient({ consent: 'skip' })
    const client = signingWith(holder.signer)
    codeOf(await browser.open(await client.requestUrl()))
    const registered = { request_object_key: 'registered', dpop_bound_access_tokens: null }
    const jwks = { keys: [holder.signer.publicJwk] }
    const changed = await admin('PATCH', `/oauth/clients/${clientId}`, { ...registered, jwks })
    expect(changed).toMatchObject({ status: 200, body: { request_object_signing_alg: 'EdDSA' } })
    const page = await browser.open(await client.requestUrl())
    expect(page.text).toContain('request_object_header_forbidden')
  })
})
