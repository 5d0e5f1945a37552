/** Step-up authentication (RFC 9470): an API that wants a newer or a stronger sign-in, and a client that brings it. */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { codeFor, keyOn } from '../factors/house.ts'
import { mailService } from '../recovery/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, introspect, refresh, tokensOf } from '../support/signed_in.ts'

const API = 'https://payments.example/'
const ADA = 'ada@step-up.amphora.test'
const FOR_API = { scope: 'openid offline_access pay', resource: API }
let client: TestClient
let browser: Browser

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    scopes: [{ name: 'pay', description: 'Pay' }],
    resource_servers: [
      {
        resource: API,
        name: 'Payments',
        scopes: ['pay'],
        access_token_lifetime: 3600,
        access_token_signing_alg: 'EdDSA',
      },
    ],
  })
  client = await registerClient({ scopes: ['openid', 'offline_access', 'pay'], consent: 'skip' })
  await registerPerson(ADA)
  browser = new Browser()
})
afterEach(() => vi.useRealTimers())

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

/** The payments API: it pays for whoever has signed in within five minutes, and says so to anybody else (§3). */
async function pay(token: string, acr = '1'): Promise<Response> {
  const keys = await exports.default.fetch(`${ISSUER}/.well-known/jwks.json`)
  const { payload } = await jwtVerify(token, createLocalJWKSet(await keys.json()), {
    issuer: ISSUER,
    audience: API,
    currentDate: new Date(),
  })
  const isNew = Date.now() / 1000 - Number(payload['auth_time']) <= 300
  if (isNew && Number(payload['acr']) >= Number(acr)) return new Response('paid')
  const challenge = `Bearer error="insufficient_user_authentication", max_age="300", acr_values="${acr}"`
  return new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge } })
}

const askApi = (token: string, acr?: string) =>
  oauth.protectedResourceRequest(token, 'POST', new URL(API), undefined, null, {
    [oauth.customFetch]: () => pay(token, acr),
  })

/** What the API answered instead, as its client reads it. */
const challengeOf = async (token: string, acr?: string): Promise<Record<string, unknown>> => {
  const refused: unknown = await askApi(token, acr).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
  const [challenge] = (refused as oauth.WWWAuthenticateChallengeError).cause
  return { ...challenge?.parameters }
}

const tokensFor = async (claims: Record<string, unknown>) => {
  const page = await browser.open(await client.requestUrl(claims))
  return tokensOf(await redeem(client, codeOf(page.form ? await signIn(browser, page, ADA) : page)))
}

describe('an API that wants a newer sign-in (RFC 9470 §3, §4)', () => {
  it('gets one by max_age, and no refresh passes for it', async () => {
    const old = await tokensFor(FOR_API)
    expect((await askApi(old.access)).status).toBe(200)
    pass(301)
    const { error, max_age, acr_values } = await challengeOf(old.access)
    expect(error).toBe('insufficient_user_authentication')
    const refreshed = tokensOf(await refresh(client, old.refresh))
    expect(claimsIn(refreshed.access)['auth_time']).toBe(claimsIn(old.access)['auth_time'])
    await challengeOf(refreshed.access)

    const asked = { ...FOR_API, max_age, acr_values }
    const silent = await browser.open(await client.requestUrl({ ...asked, prompt: 'none' }))
    expect(silent.left?.searchParams.get('error')).toBe('login_required')
    const page = await browser.open(await client.requestUrl(asked))
    expect(page.form?.action).toBe('/login')
    const stepped = tokensOf(await redeem(client, codeOf(await signIn(browser, page, ADA))))
    expect((await askApi(stepped.access)).status).toBe(200)
  })
})

describe('an API that wants a stronger sign-in (RFC 9470 §3, §4)', () => {
  it('gets one by acr_values, in the session that there is', async () => {
    mailService()
    const eve = 'eve@step-up.amphora.test'
    await registerPerson(eve)
    const browser = new Browser()
    const first = await browser.open(await client.requestUrl(FOR_API))
    const weak = tokensOf(await redeem(client, codeOf(await signIn(browser, first, eve))))
    const { acr_values } = await challengeOf(weak.access, '2')
    expect(acr_values).toBe('2')

    const asked = { ...FOR_API, acr_values }
    const silent = await browser.open(await client.requestUrl({ ...asked, prompt: 'none' }))
    expect(silent.left?.searchParams.get('error')).toBe('login_required')
    const page = await browser.open(await client.requestUrl(asked))
    expect(page.form?.action, inWords(page)).toBe('/login/set-up')
    const shown = await browser.submit(page, { code: await codeFor(keyOn(page)) })
    const [, next = ''] = /id="codes-kept" href="([^"]+)"/.exec(shown.text) ?? []
    const answer = await redeem(client, codeOf(await browser.open(next.replaceAll('&amp;', '&'))))
    const { access } = tokensOf(answer)
    expect((await askApi(access, '2')).status).toBe(200)
    expect(await introspect(client, access)).toMatchObject({ acr: '2' })
    vi.restoreAllMocks()
  })
})

describe('what a token says of its sign-in (RFC 9470 §6)', () => {
  it('stands in the token, and the same in its introspection', async () => {
    const { access, id } = await tokensFor(FOR_API)
    const { acr, auth_time } = claimsIn(access)
    expect({ acr, auth_time }).toEqual({ acr: '1', auth_time: claimsIn(id)['auth_time'] })
    expect(await introspect(client, access)).toMatchObject({ active: true, acr, auth_time })
  })
})

describe('a sign-in that nobody here can give (RFC 9470 §5)', () => {
  it.each([
    { name: 'for an API', claims: { ...FOR_API, acr_values: 'urn:stronger 9' } },
    { name: 'by a request that is OAuth alone', claims: { scope: 'pay', acr_values: '9' } },
    {
      name: 'as an essential claim',
      claims: { claims: { id_token: { acr: { essential: true, value: '9' } } } },
    },
  ])('is refused $name, so that no client asks for ever', async ({ claims }) => {
    const { left } = await browser.open(await client.requestUrl({ scope: 'openid', ...claims }))
    expect(left?.searchParams.get('error')).toBe('unmet_authentication_requirements')
  })

  it.each([
    { name: 'by one that is', claims: { ...FOR_API, acr_values: '9 1' } },
    { name: 'where it was only a wish', claims: { scope: 'openid', acr_values: '9' } },
  ])('hinders nobody $name (OpenID Connect Core §3.1.2.1)', async ({ claims }) => {
    expect(claimsIn((await tokensFor(claims)).access)['acr']).toBe('1')
  })
})
