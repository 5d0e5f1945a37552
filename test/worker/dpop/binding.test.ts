/** What a key binds: codes, refresh tokens and access tokens (RFC 9449 §5, §6, §7, §10). */
import { beforeAll, describe, expect, it } from 'vitest'
import { fitsIntoCode } from '../../../src/protocol/tokens/code.ts'
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
import {
  authorizeUrl,
  codeOf,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import {
  claimsIn,
  introspect,
  isGood,
  logOf,
  newCode,
  newTokens,
  refresh,
  signedInPerson,
  type SignedInPerson,
} from '../support/signed_in.ts'

const ADA = 'ada@binding.amphora.test'
let client: TestClient
/** It cannot authenticate. */
let app: TestClient
let ada: SignedInPerson
let holder: Holder
let thief: Holder

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  const open = await registerClient({ token_endpoint_auth_method: 'none' })
  app = { ...open, secret: '' }
  ada = await signedInPerson()
  await registerPerson(ADA)
  holder = await newHolder('EdDSA')
  thief = await newHolder('ES256')
})

const proof = (from: Holder = holder) => from.proof(TOKEN_URL)
const wrongProof = { status: 400, body: { error: 'invalid_dpop_proof' } }

async function boundTokens(of: TestClient) {
  const { status, body } = await redeemWithProof(of, await newCode(of, ada), await proof())
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body['token_type']).toBe('DPoP')
  return { access: String(body['access_token']), refresh: String(body['refresh_token']) }
}

describe('an access token', () => {
  it('says which key it is bound to (RFC 9449 §6.1)', async () => {
    const { access } = await boundTokens(client)
    expect(claimsIn(access)['cnf']).toEqual({ jkt: holder.jkt })
    expect(await introspect(client, access)).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt: holder.jkt },
    })
  })

  it('that is bound is no bearer token (RFC 9449 §7.2, catalogue 129)', async () => {
    const { access } = await boundTokens(client)
    expect(await isGood(access)).toBe(false)
    const beside = await holder.proofWith(access)
    for (const given of [undefined, beside]) {
      const answer = await askWithProof(access, given, { scheme: 'Bearer' })
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
      expect(answer.challenge).toMatch(/^Bearer .*error="invalid_token".*, DPoP algs="/)
    }
    expect((await askWithProof(access, beside)).status).toBe(200)
  })

  it('that is bound to none is not taken under DPoP (RFC 9449 §7.1, catalogue 129)', async () => {
    const { access } = await newTokens(client, ada)
    expect(claimsIn(access)).not.toHaveProperty('cnf')
    const answer = await askWithProof(access, await holder.proofWith(access))
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
    expect(await isGood(access)).toBe(true)
  })

  it('of another client does not go with the key of this one', async () => {
    const { access } = await boundTokens(client)
    const answer = await askWithProof(access, await thief.proofWith(access))
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
  })
})

describe('a code', () => {
  it('that is bound is redeemed by no other key and by none, and outlives their trying (catalogue 109)', async () => {
    const code = await newCode(client, ada, { core: { cnf: { jkt: holder.jkt } } })
    expect(await redeemWithProof(client, code, await proof(thief))).toMatchObject(wrongProof)
    expect(await redeemWithProof(client, code)).toMatchObject(wrongProof)
    expect((await redeemWithProof(client, code, await proof())).status).toBe(200)
  })

  it('is bound by dpop_jkt inside a signed request (RFC 9449 §10)', async () => {
    const browser = new Browser()
    const page = await browser.open(await client.requestUrl({ dpop_jkt: holder.jkt }))
    const code = codeOf(await signIn(browser, page, ADA))
    expect(await redeemWithProof(client, code, await proof(thief))).toMatchObject(wrongProof)
    expect((await redeemWithProof(client, code, await proof())).status).toBe(200)
  })

  it.each([['short'], ['x'.repeat(44)], [5], [{ jkt: 'x' }]])(
    'is not asked for with dpop_jkt %j',
    async (dpop_jkt) => {
      const page = await new Browser().open(await client.requestUrl({ dpop_jkt }))
      expect(page.left?.searchParams.get('error')).toBe('invalid_request')
    },
  )

  it('fits into 1,024 characters, bound and as long as it gets', async () => {
    const cnf = { jkt: holder.jkt }
    const details = { scope: ['openid', 'offline_access'], resource: [], nonce: 'n' }
    while (fitsIntoCode({ ...details, nonce: `${details.nonce}n` }, cnf)) details.nonce += 'n'
    expect(details.nonce.length).toBeGreaterThan(64)
    expect((await newCode(client, ada, { details, core: { cnf } })).length).toBeLessThan(1024)
  })
})

describe('a pushed request (RFC 9449 §10.1)', () => {
  const push = async (claims: Record<string, unknown>, given?: string) =>
    postWithProof(client, PAR_URL, { request: await client.requestObject(claims) }, given)

  const codeAt = async (uri: unknown) => {
    const url = authorizeUrl({ client_id: client.clientId, request_uri: String(uri) })
    const browser = new Browser()
    return codeOf(await signIn(browser, await browser.open(url), ADA))
  }

  it.each([
    { name: 'its proof', claims: () => ({}), isProven: true },
    { name: 'dpop_jkt', claims: () => ({ dpop_jkt: holder.jkt }), isProven: false },
    { name: 'both', claims: () => ({ dpop_jkt: holder.jkt }), isProven: true },
  ])('binds the code by $name', async ({ claims, isProven }) => {
    const given = isProven ? await holder.proof(PAR_URL) : undefined
    const pushed = await push(claims(), given)
    expect(pushed.status, JSON.stringify(pushed.body)).toBe(201)
    const code = await codeAt(pushed.body['request_uri'])
    expect(await redeemWithProof(client, code, await proof(thief))).toMatchObject(wrongProof)
    expect((await redeemWithProof(client, code, await proof())).status).toBe(200)
  })

  it('is refused where proof and dpop_jkt differ (catalogue 134)', async () => {
    const given = await thief.proof(PAR_URL)
    expect(await push({ dpop_jkt: holder.jkt }, given)).toMatchObject(wrongProof)
  })

  it('is refused with a bad proof or a used one', async () => {
    expect(await push({}, await holder.proof(TOKEN_URL))).toMatchObject(wrongProof)
    const given = await holder.proof(PAR_URL)
    expect((await push({}, given)).status).toBe(201)
    expect(await push({}, given)).toMatchObject(wrongProof)
  })
})

describe('a refresh token', () => {
  it('of a client that cannot authenticate is bound to the key, and survives a thief (RFC 9449 §5, catalogue 124)', async () => {
    const events = logOf('rt_reuse')
    const first = await boundTokens(app)
    for (const given of [await proof(thief), undefined]) {
      expect(await refreshWithProof(app, first.refresh, given)).toMatchObject(wrongProof)
    }
    const second = await refreshWithProof(app, first.refresh, await proof())
    expect(second).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    const token = String(second.body['refresh_token'])
    expect(await refreshWithProof(app, token, await proof(thief))).toMatchObject(wrongProof)
    // Within the grace, too, the other key gets nothing (catalogue 113).
    expect(await refreshWithProof(app, first.refresh, await proof(thief))).toMatchObject(wrongProof)
    expect((await refreshWithProof(app, first.refresh, await proof())).status).toBe(200)
    expect(events()).toEqual([])
  })

  it('of such a client is bound from the first proof on', async () => {
    const redeemed = await redeemWithProof(app, await newCode(app, ada))
    expect(redeemed.body['token_type']).toBe('Bearer')
    const token = String(redeemed.body['refresh_token'])
    const bound = await refreshWithProof(app, token, await proof())
    expect(bound.body['token_type']).toBe('DPoP')
    const next = String(bound.body['refresh_token'])
    expect(await refreshWithProof(app, next, await proof(thief))).toMatchObject(wrongProof)
    expect((await refreshWithProof(app, next, await proof())).status).toBe(200)
  })

  it('that rotates no more is bound in its first use with a proof as well', async () => {
    const open = await registerClient({ token_endpoint_auth_method: 'none' })
    const steady = { ...open, secret: '' }
    const redeemed = await redeemWithProof(steady, await newCode(steady, ada))
    const token = String(redeemed.body['refresh_token'])
    const stays = { dpop_bound_access_tokens: true, refresh_token_rotation: 'none' }
    expect((await admin('PATCH', `/oauth/clients/${steady.clientId}`, stays)).status).toBe(200)
    expect((await refreshWithProof(steady, token, await proof())).status).toBe(200)
    expect(await refreshWithProof(steady, token, await proof(thief))).toMatchObject(wrongProof)
    expect((await refreshWithProof(steady, token, await proof())).status).toBe(200)
  })

  it('of a client that authenticates goes with a new key each time', async () => {
    const code = await newCode(client, ada, { core: { cnf: { jkt: holder.jkt } } })
    const redeemed = await redeemWithProof(client, code, await proof())
    const token = String(redeemed.body['refresh_token'])
    const next = await refreshWithProof(client, token, await proof(thief))
    expect(next).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    expect(claimsIn(String(next.body['access_token']))['cnf']).toEqual({ jkt: thief.jkt })
  })
})

describe('dpop_bound_access_tokens (RFC 9449 §5.2)', () => {
  it('is false unless registered, and can be set at any time', async () => {
    const { body } = await admin('GET', `/oauth/clients/${client.clientId}`)
    expect(body['dpop_bound_access_tokens']).toBe(false)
  })

  it('refuses every token request without a proof, from one request to the next', async () => {
    const strict = await registerClient({ scopes: ['openid', 'offline_access'] })
    const { refresh: token } = await newTokens(strict, ada)
    const path = `/oauth/clients/${strict.clientId}`
    await admin('PATCH', path, { dpop_bound_access_tokens: true })
    await admin('PATCH', path, { client_uri: 'https://a.example/' })
    const bound = await registerClient({ dpop_bound_access_tokens: true })
    const code = await newCode(bound, ada)
    expect(await redeemWithProof(bound, code)).toMatchObject(wrongProof)
    const redeemed = await redeemWithProof(bound, code, await proof())
    expect(redeemed.status).toBe(200)
    expect(await refresh(bound, String(redeemed.body['refresh_token']))).toMatchObject(wrongProof)
    expect((await refreshWithProof(strict, token, await proof())).status).toBe(200)
  })
})
