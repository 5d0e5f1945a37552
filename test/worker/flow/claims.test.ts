/** What operators say of a person, as relying parties are told it: roles, groups, custom claims. */
import { exports } from 'cloudflare:workers'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  PASSWORD,
  registerClient,
  registerPerson,
  signIn,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import {
  claimsIn,
  logOf,
  newTokens,
  refresh,
  signedInPerson,
  tokensOf,
  type SignedInPerson,
} from '../support/signed_in.ts'

const PLAN = 'https://harbour.example/plan'
const API = 'https://archive.harbour.example'
const said = {
  roles: ['editor'],
  groups: ['staff', 'night shift'],
  custom_claims: { plan: { name: 'gold', seats: 3 }, desk: 7 },
}
const ADA = 'ada@claims.harbour.example'
let app: TestClient
let ada: SignedInPerson

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    front_channel_tokens: true,
    scopes: [
      { name: 'museum', description: 'See your membership' },
      { name: 'archive', description: 'Open the archive' },
    ],
    resource_servers: [
      {
        resource: API,
        name: 'Archive',
        scopes: ['archive'],
        access_token_lifetime: 300,
        access_token_signing_alg: 'EdDSA',
      },
    ],
    claim_mappings: [
      { claim: PLAN, source: 'plan', scope: 'museum', in: ['id_token', 'userinfo'] },
      { claim: 'desk', source: 'desk', scope: 'museum', in: ['access_token'] },
      { claim: 'https://harbour.example/roles', source: 'roles', scope: 'roles', in: ['id_token'] },
    ],
  })
  app = await registerClient({
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    response_types: ['code', 'id_token'],
    scopes: ['openid', 'profile', 'offline_access', 'roles', 'groups', 'museum', 'archive'],
  })
  await registerPerson(ADA, said)
  ada = await signedInPerson(said)
})

const throughWorker = (url: string, init: object): Promise<Response> =>
  exports.default.fetch(url, init)

const tokensFor = (scope: string[], resource: string[] = []) =>
  newTokens(app, ada, { details: { scope, resource } })

async function userinfo(access: string): Promise<Record<string, unknown>> {
  const headers = { Authorization: `Bearer ${access}` }
  return (await exports.default.fetch(`${ISSUER}/oauth/userinfo`, { headers })).json()
}

it('openid-client reads them where they were mapped to, after the person has read what they give', async () => {
  const config = await client.discovery(
    new URL(ISSUER),
    app.clientId,
    {},
    client.ClientSecretBasic(app.secret),
    { [client.customFetch]: throughWorker },
  )
  const { claims_supported: claims = [], scopes_supported: scopes } = config.serverMetadata()
  expect(claims).toEqual(expect.arrayContaining(['roles', 'groups', 'desk', PLAN]))
  expect(new Set(claims).size).toBe(claims.length)
  expect(scopes).toEqual(expect.arrayContaining(['roles', 'groups', 'museum']))
  const browser = new Browser()
  const page = await browser.open(await app.requestUrl({ scope: 'openid roles groups museum' }))
  const consent = await browser.submit(page, { username: ADA, password: PASSWORD })
  for (const words of ['which roles you have', 'which groups you', 'See your membership']) {
    expect(consent.text).toContain(words)
  }
  const { left } = await browser.submit(consent, { decision: 'approve' })
  const tokens = await client.authorizationCodeGrant(config, left ?? new URL(ISSUER), {
    pkceCodeVerifier: VERIFIER,
    expectedState: 'a state',
    expectedNonce: 'a nonce',
  })
  const { sub = '', ...idToken } = tokens.claims() ?? {}
  expect(idToken).toMatchObject({
    [PLAN]: { name: 'gold', seats: 3 },
    'https://harbour.example/roles': ['editor'],
  })
  expect(idToken).not.toHaveProperty('roles')
  expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toEqual({
    sub,
    roles: ['editor'],
    groups: ['staff', 'night shift'],
    [PLAN]: { name: 'gold', seats: 3 },
  })
})

describe('an access token', () => {
  it('says what its scopes ask for (RFC 9068 §2.2.3.1)', async () => {
    const { access } = await tokensFor(['openid', 'roles', 'groups', 'museum'])
    expect(claimsIn(access)).toMatchObject({ roles: ['editor'], groups: said.groups, desk: 7 })
    expect(claimsIn(access)).not.toHaveProperty([PLAN])
  })

  it('says it to an API too, for which those scopes mean nothing', async () => {
    const { access } = await tokensFor(['openid', 'roles', 'archive'], [API])
    expect(claimsIn(access)).toMatchObject({ aud: API, scope: 'archive', roles: ['editor'] })
  })

  it('says nothing else', async () => {
    const { access, id } = await tokensFor(['openid', 'profile'])
    for (const name of ['roles', 'groups', 'desk', 'plan', 'custom_claims', PLAN]) {
      expect(claimsIn(access)).not.toHaveProperty([name])
      expect(claimsIn(id)).not.toHaveProperty([name])
    }
    expect(Object.keys(await userinfo(access)).toSorted()).toEqual(['sub', 'updated_at'])
  })

  it('says less where less is asked for at a refresh', async () => {
    const { refresh: token } = await tokensFor(['openid', 'roles', 'groups', 'offline_access'])
    const { access } = tokensOf(await refresh(app, token, { scope: 'openid groups' }))
    expect(claimsIn(access)).toHaveProperty('groups')
    expect(claimsIn(access)).not.toHaveProperty('roles')
  })
})

it('what is said of a person is told as it is now, at userinfo and at the next refresh', async () => {
  const person = await signedInPerson(said)
  const details = { scope: ['openid', 'roles', 'offline_access'] }
  const tokens = await newTokens(app, person, { details })
  await admin('PATCH', `/users/${person.sub}`, { roles: ['curator'] })
  expect((await userinfo(tokens.access))['roles']).toEqual(['curator'])
  const { access } = tokensOf(await refresh(app, tokens.refresh))
  expect(claimsIn(access)['roles']).toEqual(['curator'])
  await admin('PATCH', `/users/${person.sub}`, { roles: [] })
  expect(await userinfo(access)).not.toHaveProperty('roles')
})

it('an ID token that comes alone tells what userinfo would (OpenID Connect Core §5.4)', async () => {
  const browser = new Browser()
  const claims = { response_type: 'id_token', scope: 'openid groups museum' }
  const page = await signIn(browser, await browser.open(await app.requestUrl(claims)), ADA)
  const fragment = new URLSearchParams(page.left?.hash.slice(1))
  expect(claimsIn(fragment.get('id_token') ?? '')).toMatchObject({
    groups: said.groups,
    [PLAN]: { name: 'gold', seats: 3 },
  })
})

it('a client has roles and groups only where it was registered with them', async () => {
  const plain = await registerClient()
  const page = await new Browser().open(await plain.requestUrl({ scope: 'openid roles' }))
  expect(page.left?.searchParams.get('error')).toBe('invalid_scope')
})

it('none of it costs a call more: one for the code, one for userinfo', async () => {
  const log = logOf('request')
  const { access } = await tokensFor(['openid', 'roles', 'groups', 'museum'])
  await userinfo(access)
  const calls = log()
    .filter(({ path }) => path === '/oauth/token' || path === '/oauth/userinfo')
    .map(({ object_calls }) => object_calls)
  expect(calls).toEqual([1, 1])
})
