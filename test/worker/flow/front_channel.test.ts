/** Tokens that come with the authorization response: the implicit and the hybrid flow (OpenID Connect Core §3.2, §3.3). */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src/spec/client_metadata.ts'
import { RESPONSE_TYPES } from '../../../src/spec/response_type.ts'
import { admin } from '../admin/house.ts'
import { askWithProof, newHolder } from '../support/dpop.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, headerOf, introspect, isGood } from '../support/signed_in.ts'

const ADA = 'ada@front.amphora.test'
const FRONT = {
  grant_types: ['authorization_code', 'refresh_token', 'implicit'],
  response_types: [...RESPONSE_TYPES],
}
let sub: string
let client: TestClient
let browser: Browser

beforeAll(async () => {
  await admin('PATCH', '/tenant', { front_channel_tokens: true })
  client = await registerClient({ ...FRONT, consent: 'skip' })
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
  browser = new Browser()
  await signIn(browser, await browser.open(await client.requestUrl()), ADA)
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

/** What came back in the fragment or by form; nothing is ever in the query. */
function answerOf(page: Page): Record<string, string> {
  if (page.form?.action === REDIRECT_URI) return page.form.fields
  expect(page.left, inWords(page)).toBeDefined()
  expect(page.left?.search).toBe('')
  return Object.fromEntries(new URLSearchParams(page.left?.hash.slice(1)))
}

const ask = async (claims: Record<string, unknown>, of = client): Promise<Record<string, string>> =>
  answerOf(await browser.open(await of.requestUrl(claims)))

const bothTokens = { response_type: 'code id_token token' }

describe('openid-client, which has never heard of us', () => {
  const discovered = (of: TestClient, execute: (config: openid.Configuration) => void) =>
    openid.discovery(new URL(ISSUER), of.clientId, {}, openid.ClientSecretBasic(of.secret), {
      [openid.customFetch]: throughWorker,
      execute: [execute],
    })

  it('signs a person in by id_token alone, and reads who it is (OpenID Connect Core §3.2)', async () => {
    const config = await discovered(client, openid.useIdTokenResponseType)
    const [nonce, state] = [openid.randomNonce(), openid.randomState()]
    const page = await browser.open(
      await client.requestUrl({ response_type: 'id_token', nonce, state }),
    )
    const checks = { expectedState: state }
    const claims = await openid.implicitAuthentication(
      config,
      page.left ?? new URL(ISSUER),
      nonce,
      checks,
    )
    expect(claims).toMatchObject({ sub, name: 'Ada Lovelace', email: ADA })
  })

  it('signs a person in by code id_token, and exchanges the code (OpenID Connect Core §3.3)', async () => {
    const config = await discovered(client, openid.useCodeIdTokenResponseType)
    const [nonce, state] = [openid.randomNonce(), openid.randomState()]
    const pkceCodeVerifier = openid.randomPKCECodeVerifier()
    const page = await browser.open(
      await client.requestUrl({
        response_type: 'code id_token',
        nonce,
        state,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      }),
    )
    const tokens = await openid.authorizationCodeGrant(config, page.left ?? new URL(ISSUER), {
      pkceCodeVerifier,
      expectedNonce: nonce,
      expectedState: state,
    })
    expect(tokens.claims()?.sub).toBe(sub)
  })
})

describe('oauth4webapi', () => {
  it.each(SIGNING_ALGORITHMS)(
    'finds code and state protected by an ID token of %s (c_hash, s_hash)',
    async (alg) => {
      const signed = await registerClient({
        ...FRONT,
        id_token_signed_response_alg: alg,
        consent: 'skip',
      })
      const options = { [oauth.customFetch]: throughWorker }
      const issuer = new URL(ISSUER)
      const answer = await oauth.discoveryRequest(issuer, options)
      const server = await oauth.processDiscoveryResponse(issuer, answer)
      const page = await browser.open(await signed.requestUrl({ response_type: 'id_token code' }))
      const rp = { client_id: signed.clientId, id_token_signed_response_alg: alg }
      const [url, nonce, state] = [page.left ?? issuer, 'a nonce', 'a state']
      const parameters = await oauth.validateDetachedSignatureResponse(
        server,
        rp,
        url,
        nonce,
        state,
        undefined,
        options,
      )
      expect(parameters.get('code')).toBeTruthy()
      expect(headerOf(answerOf(page)['id_token'] ?? '')).toMatchObject({ alg })
    },
  )
})

describe('what comes back', () => {
  it.each([
    { type: 'id_token', parts: ['id_token'] },
    {
      type: 'token id_token',
      parts: ['access_token', 'expires_in', 'id_token', 'scope', 'token_type'],
    },
    { type: 'code id_token', parts: ['code', 'id_token'] },
    { type: 'code token', parts: ['access_token', 'code', 'expires_in', 'scope', 'token_type'] },
    {
      type: 'token code id_token',
      parts: ['access_token', 'code', 'expires_in', 'id_token', 'scope', 'token_type'],
    },
  ])(
    'for $type: $parts, with iss and state, and never a refresh token',
    async ({ type, parts }) => {
      for (const response_mode of ['fragment', 'form_post']) {
        const answer = await ask({ response_type: type, response_mode })
        expect(Object.keys(answer).toSorted()).toEqual([...parts, 'iss', 'state'].toSorted())
        expect(answer).toMatchObject({ iss: ISSUER, state: 'a state' })
      }
    },
  )

  it.each(['jwt', 'fragment.jwt', 'form_post.jwt'])(
    'is signed where %s is asked for (JARM)',
    async (response_mode) => {
      const answer = await ask({ ...bothTokens, response_mode })
      expect(Object.keys(answer)).toEqual(['response'])
      const jwks = await (
        await exports.default.fetch(`${ISSUER}/.well-known/jwks.json`)
      ).json<JSONWebKeySet>()
      const { payload } = await jwtVerify(answer['response'] ?? '', createLocalJWKSet(jwks), {
        issuer: ISSUER,
        audience: client.clientId,
      })
      expect(payload).toMatchObject({
        code: expect.any(String),
        access_token: expect.any(String),
        id_token: expect.any(String),
        state: 'a state',
      })
    },
  )

  it('says of the person only what has no other way to the client (OpenID Connect Core §5.4)', async () => {
    const claims = { id_token: { email: null } }
    const said = async (response_type: string) =>
      claimsIn((await ask({ response_type, claims }))['id_token'] ?? '')
    expect(await said('id_token')).toMatchObject({ name: 'Ada Lovelace', email: ADA })
    const beside = await said('id_token token')
    expect(beside).toMatchObject({ email: ADA, at_hash: expect.any(String) })
    expect(beside).not.toHaveProperty('name')
    expect(await said('code id_token')).not.toHaveProperty('email')
  })

  it('has no hash of what is not there', async () => {
    const idToken = claimsIn(
      (await ask({ response_type: 'id_token', state: undefined }))['id_token'] ?? '',
    )
    for (const name of ['at_hash', 'c_hash', 's_hash']) expect(idToken).not.toHaveProperty(name)
  })

  it('ignores offline_access where no code comes back (OpenID Connect Core §11)', async () => {
    const scope = 'openid offline_access'
    expect((await ask({ response_type: 'id_token token', scope }))['scope']).toBe('openid')
  })
})

describe('an access token of the front channel', () => {
  it('opens userinfo, is introspected as any other, and can be revoked (RFC 7009)', async () => {
    const { access_token: token = '' } = await ask({ response_type: 'id_token token' })
    expect(await isGood(token)).toBe(true)
    expect(await introspect(client, token)).toMatchObject({ active: true, sub })
    await postAs(client, '/oauth/revoke', { token })
    expect(await isGood(token)).toBe(false)
  })

  it('belongs to the grant of its code: both are good, and used twice the code ends both', async () => {
    const { access_token: front = '', code = '' } = await ask(bothTokens)
    const redeemed = await redeem(client, code)
    const back = String(redeemed.body['access_token'])
    expect([await isGood(front), await isGood(back)]).toEqual([true, true])
    expect((await redeem(client, code)).body['error']).toBe('invalid_grant')
    expect([await isGood(front), await isGood(back)]).toEqual([false, false])
  })

  it('belongs to one grant, however often its pushed request is opened at once', async () => {
    const request = await client.requestObject(bothTokens)
    const { body } = await postAs(client, '/oauth/par', { request })
    const pushed = { client_id: client.clientId, request_uri: String(body['request_uri']) }
    const pages = await Promise.all([1, 2, 3].map(() => browser.open(authorizeUrl(pushed))))
    const answers = pages.map(answerOf)
    const good = () => Promise.all(answers.map(({ access_token: token = '' }) => isGood(token)))
    expect(await good()).toEqual([true, true, true])
    const [{ code = '' } = {}] = answers
    await redeem(client, code)
    await redeem(client, code)
    expect(await good()).toEqual([false, false, false])
  })

  it('is as good as its session', async () => {
    const other = new Browser()
    const page = await other.open(await client.requestUrl({ response_type: 'id_token token' }))
    const { access_token: token = '' } = answerOf(await signIn(other, page, ADA))
    expect(await isGood(token)).toBe(true)
    await other.submit(await other.open('/oauth/logout'))
    expect(await isGood(token)).toBe(false)
  })

  it('is bound to the key that the request names by dpop_jkt', async () => {
    const holder = await newHolder()
    const answer = await ask({ ...bothTokens, dpop_jkt: holder.jkt })
    expect(answer['token_type']).toBe('DPoP')
    const token = answer['access_token'] ?? ''
    expect(await isGood(token)).toBe(false)
    expect((await askWithProof(token, await holder.proofWith(token))).status).toBe(200)
  })
})

describe('refusals', () => {
  it.each([
    {
      name: 'no nonce for an ID token',
      claims: { response_type: 'code id_token', nonce: undefined },
      error: 'invalid_request',
    },
    {
      name: 'a query for tokens',
      claims: { response_type: 'id_token', response_mode: 'query' },
      error: 'invalid_request',
    },
    { name: 'token alone', claims: { response_type: 'token' }, error: 'unsupported_response_type' },
    {
      name: 'an ID token without openid',
      claims: { response_type: 'id_token', scope: 'email' },
      error: 'invalid_scope',
    },
    {
      name: 'a page that may not be shown',
      claims: { ...bothTokens, prompt: 'none', max_age: 0 },
      error: 'login_required',
    },
  ])('$name: $error in the fragment', async ({ claims, error }) => {
    const answer = await ask(claims)
    expect(answer).toMatchObject({ error, state: 'a state', iss: ISSUER })
    for (const name of ['code', 'access_token', 'id_token']) expect(answer).not.toHaveProperty(name)
  })

  it.each(['code id_token', 'code token', 'id_token', 'id_token token'])(
    '%s of a client that registered code alone: unauthorized_client',
    async (response_type) => {
      const plain = await registerClient()
      expect((await ask({ response_type }, plain))['error']).toBe('unauthorized_client')
    },
  )

  it('everything where the tenant has not opened it, whatever the client registered', async () => {
    await admin('PATCH', '/tenant', { front_channel_tokens: false })
    for (const response_type of RESPONSE_TYPES.filter((type) => type !== 'code')) {
      expect((await ask({ response_type }))['error']).toBe('unsupported_response_type')
    }
    await admin('PATCH', '/tenant', { front_channel_tokens: true })
  })

  it('the grant implicit at the token endpoint, where there is none', async () => {
    const { status, body } = await postAs(client, '/oauth/token', { grant_type: 'implicit' })
    expect([status, body['error']]).toEqual([400, 'unsupported_grant_type'])
  })

  it('a request that was answered before: a page, and no token (RFC 9101 §10.2)', async () => {
    const url = await client.requestUrl(bothTokens)
    expect(answerOf(await browser.open(url))).toHaveProperty('access_token')
    expect((await browser.open(url)).left).toBeUndefined()
  })
})
