/** Signed responses (JARM), as two relying parties that we did not write take them: openid-client and oauth4webapi. */
import { exports } from 'cloudflare:workers'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { signResponse } from '../../../src/protocol/responses/signed_response.ts'
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../../../src/spec/client_metadata.ts'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { client as clientRecord, ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  PASSWORD,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, headerOf, worldOfRequest } from '../support/signed_in.ts'

const ADA = 'ada@jarm.amphora.test'
const STATE = 'a state'
let client: TestClient
let sub: string
/** Ada has signed in here, and consented. */
let browser: Browser

beforeAll(async () => {
  client = await registerClient()
  sub = await registerPerson(ADA)
  browser = new Browser()
  codeOf(await signIn(browser, await browser.open(await client.requestUrl()), ADA))
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

/** What came back, from wherever the mode puts it. */
function parametersOf(page: Page): URLSearchParams {
  if (page.form) return new URLSearchParams(page.form.fields)
  expect(page.left, inWords(page)).toBeDefined()
  const { search = '', hash = '' } = page.left ?? {}
  return new URLSearchParams(hash === '' ? search : hash.slice(1))
}

/** The JWT of an answer, beside which there is nothing (JARM §2.3). */
function responseOf(page: Page): string {
  const parameters = parametersOf(page)
  expect([...parameters.keys()]).toEqual(['response'])
  return parameters.get('response') ?? ''
}

/** The parameters of an answer as oauth4webapi reads them: signature, `iss`, `aud`, `exp` and `state` are its to check. */
async function validated(
  page: Page,
  { clientId, alg, state = STATE }: { clientId: string; alg?: string; state?: string },
): Promise<URLSearchParams> {
  const options = { [oauth.customFetch]: throughWorker }
  const issuer = new URL(ISSUER)
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, options),
  )
  const rp = { client_id: clientId, authorization_signed_response_alg: alg ?? 'RS256' }
  return oauth.validateJwtAuthResponse(server, rp, parametersOf(page), state, options)
}

/** The error of an answer that is right in all else. */
const refusedBy = (page: Page, expected = { clientId: client.clientId }) =>
  validated(page, expected).then(
    () => undefined,
    (refused: unknown) =>
      refused instanceof oauth.AuthorizationResponseError ? refused : inWords(page),
  )

describe('openid-client with useJwtResponseMode', () => {
  /** A client with a key pair that its library made, and that signs its requests with it. */
  async function theirs(alg: SigningAlgorithm) {
    const { privateKey, publicKey } = await oauth.generateKeyPair('Ed25519')
    const { kty, crv, x } = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey
    const metadata = { authorization_signed_response_alg: alg }
    const { clientId } = await registerClient({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty, crv, x, kid: 'theirs' }] },
      ...metadata,
    })
    const key = { key: privateKey, kid: 'theirs' }
    const by = openid.PrivateKeyJwt(key)
    const options = { [openid.customFetch]: throughWorker }
    const config = await openid.discovery(new URL(ISSUER), clientId, metadata, by, options)
    openid.useJwtResponseMode(config)
    return { config, key }
  }

  it.each(SIGNING_ALGORITHMS)(
    'signs its request, takes a response that is signed with %s, and gets tokens',
    async (alg) => {
      const { config, key } = await theirs(alg)
      const pkceCodeVerifier = openid.randomPKCECodeVerifier()
      const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
      const parameters = {
        redirect_uri: REDIRECT_URI,
        scope: 'openid email',
        state: expectedState,
        nonce: expectedNonce,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      }
      const url = await openid.buildAuthorizationUrlWithJAR(config, parameters, key)
      const own = new Browser()
      const answer = await signIn(own, await own.open(url), ADA)
      expect(headerOf(responseOf(answer))).toMatchObject({ alg })
      const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
      const tokens = await openid.authorizationCodeGrant(config, answer.left ?? url, checks)
      expect(tokens.claims()?.sub).toBe(sub)
    },
  )
})

describe('a signed response', () => {
  it.each([
    { mode: 'jwt', place: 'search' },
    { mode: 'query.jwt', place: 'search' },
    { mode: 'fragment.jwt', place: 'hash' },
  ] as const)('response_mode=$mode comes in the $place (JARM §2.3)', async ({ mode, place }) => {
    const page = await browser.open(await client.requestUrl({ response_mode: mode }))
    expect(page.left?.href.startsWith(REDIRECT_URI)).toBe(true)
    expect(page.left?.[place]).toMatch(/^[?#]response=/)
    expect(page.left?.[place === 'search' ? 'hash' : 'search']).toBe('')
    const code = (await validated(page, client)).get('code') ?? ''
    expect((await redeem(client, code)).status).toBe(200)
  })

  it('response_mode=form_post.jwt is one field of a form that posts itself to the app alone (JARM §2.3.3, catalogue 70)', async () => {
    const state = '"><script>alert(1)</script>'
    const claims = { response_mode: 'form_post.jwt', state }
    const page = await browser.open(await client.requestUrl(claims))
    expect(page.form?.action).toBe(REDIRECT_URI)
    expect(responseOf(page)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(page.text).not.toContain(state)
    const policy = page.headers.get('Content-Security-Policy')
    expect(policy).toContain("form-action 'self' https://rp.amphora.test;")
    const parameters = await validated(page, { ...client, state })
    expect(parameters.get('state')).toBe(state)
    expect((await redeem(client, parameters.get('code') ?? '')).status).toBe(200)
  })

  it('says from whom it is, for whom, and for ten minutes (JARM §2.1)', async () => {
    const page = await browser.open(await client.requestUrl({ response_mode: 'jwt' }))
    const { code, exp, ...others } = claimsIn(responseOf(page))
    expect(code).toEqual(expect.any(String))
    expect(others).toEqual({ iss: ISSUER, aud: client.clientId, state: STATE })
    const left = Number(exp) - Date.now() / 1000
    expect(left).toBeGreaterThan(590)
    expect(left).toBeLessThanOrEqual(600)
    const { kid, ...header } = headerOf(responseOf(page))
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(kid).toEqual(expect.any(String))
  })

  it('has no state where there was none', async () => {
    const claims = { response_mode: 'jwt', state: undefined }
    const page = await browser.open(await client.requestUrl(claims))
    expect(Object.keys(claimsIn(responseOf(page))).toSorted()).toEqual([
      'aud',
      'code',
      'exp',
      'iss',
    ])
  })

  it('keeps the query that a redirect URI brings (RFC 6749 §3.1.2)', async () => {
    const redirectUri = `${REDIRECT_URI}?shop=1`
    const other = await registerClient({ redirect_uris: [redirectUri], consent: 'skip' })
    const claims = { redirect_uri: redirectUri, response_mode: 'query.jwt' }
    const page = await browser.open(await other.requestUrl(claims))
    expect([...parametersOf(page).keys()]).toEqual(['shop', 'response'])
  })

  it('answers a pushed request too (RFC 9126 §4)', async () => {
    const request = await client.requestObject({ response_mode: 'jwt' })
    const { body } = await postAs(client, '/oauth/par', { request })
    const pushed = { client_id: client.clientId, request_uri: String(body['request_uri']) }
    const page = await browser.open(authorizeUrl(pushed))
    responseOf(page)
    expect((await validated(page, client)).get('code')).toBeTruthy()
  })

  it('is good for one client alone', async () => {
    const page = await browser.open(await client.requestUrl({ response_mode: 'jwt' }))
    await expect(validated(page, { clientId: 'client_another' })).rejects.toThrow(/aud/)
  })

  it('is no id_token_hint, though our key has signed it (RFC 8725 §2.8)', async () => {
    const page = await browser.open(await client.requestUrl({ response_mode: 'jwt' }))
    const claims = { id_token_hint: responseOf(page), prompt: 'none' }
    const refused = await browser.open(await client.requestUrl(claims))
    expect(refused.left?.searchParams.get('error')).toBe('invalid_request')
  })

  it('is no access token, though our key has signed it (RFC 8725 §2.8)', async () => {
    const page = await browser.open(await client.requestUrl({ response_mode: 'jwt' }))
    const headers = { Authorization: `Bearer ${responseOf(page)}` }
    const answer = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, { headers })
    expect(answer.status).toBe(401)
  })

  it('is counted as a signature that we made', async () => {
    const world = worldOfRequest()
    await signResponse(world, clientRecord('c'), { code: 'a code' })
    expect(world.tally.signaturesMade).toBe(1)
  })
})

describe('a refusal where a signed response was asked for is signed as well (JARM §2.1)', () => {
  it.each(['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'])(
    'login_required, by %s',
    async (mode) => {
      const claims = { response_mode: mode, prompt: 'none' }
      const page = await new Browser().open(await client.requestUrl(claims))
      expect(claimsIn(responseOf(page))).toEqual({
        error: 'login_required',
        error_description: expect.any(String),
        state: STATE,
        iss: ISSUER,
        aud: client.clientId,
        exp: expect.any(Number),
      })
      expect(await refusedBy(page)).toMatchObject({ error: 'login_required' })
    },
  )

  it('access_denied, by a person who says no', async () => {
    const asking = await registerClient()
    const own = new Browser()
    const login = await own.open(await asking.requestUrl({ response_mode: 'form_post.jwt' }))
    const consent = await own.submit(login, { username: ADA, password: PASSWORD })
    expect(consent.form?.action).toBe('/consent')
    const page = await own.submit(consent, { decision: 'deny' })
    responseOf(page)
    expect(await refusedBy(page, asking)).toMatchObject({ error: 'access_denied' })
  })

  it.each([
    { name: 'no scope', claims: { scope: '' }, error: 'invalid_scope' },
    { name: 'a prompt that is none', claims: { prompt: 'later' }, error: 'invalid_request' },
  ])('$name: $error', async ({ claims, error }) => {
    const url = await client.requestUrl({ response_mode: 'query.jwt', ...claims })
    const page = await browser.open(url)
    responseOf(page)
    expect(await refusedBy(page)).toMatchObject({ error })
  })

  it('a token is refused by fragment even if query.jwt was asked for (JARM §2.3.1)', async () => {
    const claims = { response_type: 'token', response_mode: 'query.jwt' }
    const page = await browser.open(await client.requestUrl(claims))
    expect(page.left?.search).toBe('')
    responseOf(page)
    expect(await refusedBy(page)).toMatchObject({ error: 'unsupported_response_type' })
  })
})

describe('what a signed response does not change', () => {
  it('a redirect URI that is not registered is a page', async () => {
    const claims = { response_mode: 'jwt', redirect_uri: 'https://evil.example/' }
    const page = await browser.open(await client.requestUrl(claims))
    expect(page).toMatchObject({ status: 400, left: undefined, form: undefined })
  })

  it('a request whose signature is wrong is a page (catalogue 52)', async () => {
    const [header, claims] = (await client.requestObject({ response_mode: 'jwt' })).split('.')
    const request = `${header}.${claims}.${'A'.repeat(43)}`
    const page = await browser.open(authorizeUrl({ client_id: client.clientId, request }))
    expect(page).toMatchObject({ status: 400, left: undefined, form: undefined })
  })

  it('a plain request is refused (catalogue 51)', async () => {
    const page = await browser.open(
      authorizeUrl({
        client_id: client.clientId,
        response_type: 'code',
        response_mode: 'jwt',
        redirect_uri: REDIRECT_URI,
        scope: 'openid',
      }),
    )
    expect(page).toMatchObject({ status: 400, left: undefined })
    expect(page.text).toContain('request parameter is required')
  })

  it('a response_mode outside a signed request counts for nothing (RFC 9101 §6.3)', async () => {
    const page = await browser.open(`${await client.requestUrl()}&response_mode=jwt`)
    expect(codeOf(page)).toBeTruthy()
  })
})

describe('authorization_signed_response_alg (JARM §3)', () => {
  it('is an algorithm, and no demand: a plain mode stays plain', async () => {
    const alg = 'EdDSA'
    const other = await registerClient({ authorization_signed_response_alg: alg, consent: 'skip' })
    codeOf(await browser.open(await other.requestUrl()))
    const page = await browser.open(await other.requestUrl({ response_mode: 'jwt' }))
    expect((await validated(page, { ...other, alg })).get('code')).toBeTruthy()
  })

  it('can be changed, and is RS256 again where it is removed', async () => {
    const other = await registerClient({ authorization_signed_response_alg: 'Ed25519' })
    const path = `/oauth/clients/${other.clientId}`
    const { body } = await admin('GET', path)
    expect(body).toMatchObject({ authorization_signed_response_alg: 'EdDSA' })
    const reset = await admin('PATCH', path, { authorization_signed_response_alg: null })
    expect(reset.status).toBe(200)
    expect(reset.body).not.toHaveProperty('authorization_signed_response_alg')
    await worldOfRequest().registry.freshClient(other.clientId)
    const claims = { response_mode: 'jwt', prompt: 'none' }
    const page = await new Browser().open(await other.requestUrl(claims))
    expect(headerOf(responseOf(page))).toMatchObject({ alg: 'RS256' })
  })

  it.each([
    { authorization_signed_response_alg: 'none' },
    { authorization_signed_response_alg: 'HS256' },
    { authorization_encrypted_response_alg: 'ECDH-ES' },
  ])('%o is refused', async (metadata) => {
    const { status, body } = await admin('POST', '/oauth/clients', {
      redirect_uris: [REDIRECT_URI],
      ...metadata,
    })
    expect(status).toBe(400)
    expect(body['field']).toBe(Object.keys(metadata)[0])
  })
})
