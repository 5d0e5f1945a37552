/** Dynamic clients as the suite runs them for `response_type=code`: each module registers its own, and deletes it. */
import { env, exports } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, expect, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { newSigner } from '../support/signing.ts'
import { checkFlow, checkTokenResponse, getJson, happyFlow } from './checks.ts'
import { dynamicRun, manage, metadataWith, register, type DynamicRun } from './dynamic_client.ts'
import {
  asJwt,
  publish,
  refusesUnsignedIdTokens,
  refusesUnsignedReference,
  REQUEST_URI,
} from './dynamic_modules.ts'
import { COMMON, wantsPage } from './oidc_modules.ts'
import { DYNAMIC } from './plans.ts'
import { CALLBACK, query, testPlan, type Module, type Run } from './suite.ts'

afterEach(() => vi.restoreAllMocks())

/** The module as a client with this metadata, which is deleted afterwards. */
const as =
  (module: (run: DynamicRun) => Promise<void>, changes: Record<string, unknown> = {}): Module =>
  async (given: Run) => {
    const run = await dynamicRun(given, changes)
    await module(run)
    expect((await manage('DELETE', run.registered)).status).toBe(204)
  }

const happy = async (run: DynamicRun, changes: Record<string, string | undefined> = {}) => {
  await happyFlow(run, changes)
}

/** "login page shows it": a link on the page, or the picture with a policy that lets it load. */
const shows =
  (member: 'logo_uri' | 'policy_uri' | 'tos_uri', uri: string): Module =>
  async (given) => {
    const run = await dynamicRun(given, { [member]: uri })
    const page = await run.open()
    expect(page.form?.action, inWords(page)).toBe('/login')
    expect(page.text).toContain(`${member === 'logo_uri' ? 'src' : 'href'}="${uri}"`)
    const policy = page.headers.get('Content-Security-Policy') ?? ''
    const isPicture = member === 'logo_uri'
    expect(policy).toContain(`img-src data:${isPicture ? ` ${new URL(uri).origin}` : ''};`)
  }

const WITH_QUERY = `${CALLBACK}?foo=bar`

const JWKS_URI = 'https://suite.amphora.test/test/a/amphora/client1_jwks'
const SECTOR_URI = 'https://suite.amphora.test/test/a/amphora/redirect_uris.json'

const modules: Record<(typeof DYNAMIC.modules)[number], Module> = {
  'oidcc-idtoken-rs256': as(happy, { id_token_signed_response_alg: 'RS256' }),
  'oidcc-userinfo-rs256': as(
    async (run) => {
      const flow = await happyFlow(run)
      const response = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
        headers: { Authorization: `Bearer ${flow.accessToken}` },
      })
      expect(response.headers.get('Content-Type')).toBe('application/jwt')
      const jwks = createLocalJWKSet(await getJson('/.well-known/jwks.json'))
      const { payload, protectedHeader } = await jwtVerify(await response.text(), jwks, {
        issuer: ISSUER,
        audience: run.client.clientId,
      })
      expect(protectedHeader.alg).toBe('RS256')
      expect(payload.sub).toBe(flow.claims.sub)
    },
    { userinfo_signed_response_alg: 'RS256' },
  ),
  'oidcc-discovery-endpoint-verification': as(async () => {
    const discovery = await getJson<Record<string, string[]>>('/.well-known/openid-configuration')
    expect(discovery).toMatchObject({
      registration_endpoint: `${ISSUER}/oauth/register`,
      response_types_supported: expect.arrayContaining(['code', 'id_token', 'id_token token']),
      grant_types_supported: expect.arrayContaining(['authorization_code', 'implicit']),
      subject_types_supported: expect.arrayContaining(['public', 'pairwise']),
      userinfo_signing_alg_values_supported: expect.arrayContaining(['RS256']),
      request_uri_parameter_supported: true,
    })
  }),
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported': as(
    refusesUnsignedReference,
    { request_uris: [REQUEST_URI] },
  ),
  'oidcc-request-uri-signed-rs256': as(
    async (run) => {
      const { clientId } = run.client
      const claims = { ...run.parameters, iss: clientId, aud: ISSUER }
      const object = await run.signer.sign(claims)
      publish({ [REQUEST_URI]: () => asJwt(object) })
      // "fetch without the fragment", which is the hash of something else.
      const { client_id, response_type, scope, redirect_uri } = run.parameters
      const outside = { client_id, response_type, scope, redirect_uri }
      const sent = { ...outside, request_uri: `${REQUEST_URI}#${'h'.repeat(43)}` }
      const page = await run.browser.open(`/oauth/authorize?${query(sent)}`)
      await checkFlow(run, run.answerOf(await run.signIn(page)), run.parameters)
    },
    { request_object_signing_alg: 'RS256', request_uris: [`${REQUEST_URI}#${'h'.repeat(43)}`] },
  ),
  'oidcc-idtoken-unsigned': refusesUnsignedIdTokens,
  'oidcc-ensure-redirect-uri-in-authorization-request': as(
    (run) => wantsPage(run, { redirect_uri: undefined }),
    { redirect_uris: [CALLBACK, `${CALLBACK}2`] },
  ),
  'oidcc-redirect-uri-query-OK': as(
    async (run) => {
      const page = await run.signIn(await run.open({ redirect_uri: WITH_QUERY }))
      expect(page.left?.searchParams.get('foo'), inWords(page)).toBe('bar')
      const code = page.left?.searchParams.get('code') ?? ''
      checkTokenResponse(await run.redeem(code, { redirect_uri: WITH_QUERY }))
    },
    { redirect_uris: [WITH_QUERY] },
  ),
  'oidcc-redirect-uri-query-mismatch': as(
    (run) => wantsPage(run, { redirect_uri: `${CALLBACK}?foo=bar2` }),
    { redirect_uris: [WITH_QUERY] },
  ),
  'oidcc-redirect-uri-query-added': as((run) => wantsPage(run, { redirect_uri: WITH_QUERY })),
  'oidcc-redirect-uri-regfrag': async () => {
    const { status, body } = await register(metadataWith({ redirect_uris: [`${CALLBACK}#foo`] }))
    expect(status).toBe(400)
    expect(body['error']).toMatch(/^invalid_(redirect_uri|client_metadata)$/)
  },
  'oidcc-server': as(happy),
  'oidcc-registration-logo-uri': shows('logo_uri', 'https://openid.net/logo.png'),
  'oidcc-registration-policy-uri': shows('policy_uri', 'https://openid.net/policy/'),
  'oidcc-registration-tos-uri': shows('tos_uri', 'https://openid.net/terms/'),
  'oidcc-registration-jwks-uri': async (given) => {
    const run = await dynamicRun(given, { jwks_uri: JWKS_URI })
    publish({ [JWKS_URI]: () => ({ keys: [run.signer.publicJwk] }) })
    await happyFlow(run)
  },
  'oidcc-registration-sector-uri': async (given) => {
    publish({ [SECTOR_URI]: () => [CALLBACK] })
    const pairwise = { subject_type: 'pairwise', sector_identifier_uri: SECTOR_URI }
    const first = await happyFlow(await dynamicRun(given, pairwise))
    const second = await happyFlow(await dynamicRun(given, pairwise))
    const open = await happyFlow(await dynamicRun(given))
    expect(second.claims.sub).toBe(first.claims.sub)
    expect(open.claims.sub).not.toBe(first.claims.sub)
  },
  'oidcc-registration-sector-bad': async () => {
    publish({ [SECTOR_URI]: () => [`${CALLBACK}-of-another`] })
    const pairwise = { subject_type: 'pairwise', sector_identifier_uri: SECTOR_URI }
    const { status, body } = await register(metadataWith(pairwise))
    expect({ status, error: body['error'] }).toEqual({
      status: 400,
      error: 'invalid_client_metadata',
    })
  },
  'oidcc-server-rotate-keys': as(async (run) => {
    const kidsNow = async () => {
      const { keys } = await getJson<{ keys: { kid: string }[] }>('/.well-known/jwks.json')
      return keys.map(({ kid }) => kid)
    }
    const before = decodeProtectedHeader((await happyFlow(run)).idToken).kid
    await admin('POST', '/keys/RS256/rotate', {})
    vi.setSystemTime(Date.now() + 25 * 3_600_000)
    await runDurableObjectAlarm(env.TENANT.getByName(MAIN_TENANT))
    const after = decodeProtectedHeader((await happyFlow(run)).idToken).kid
    expect(after).not.toBe(before)
    expect(await kidsNow()).toEqual(expect.arrayContaining([before, after]))
  }),
  'oidcc-refresh-token-rp-key-rotation': async (given) => {
    const run = await dynamicRun(given, {
      jwks_uri: JWKS_URI,
      grant_types: ['authorization_code', 'refresh_token'],
    })
    publish({ [JWKS_URI]: () => ({ keys: [run.signer.publicJwk] }) })
    const { tokens } = await happyFlow(run, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    run.signer = await newSigner('RS256', 'suite-2')
    vi.setSystemTime(Date.now() + 60_000)
    const refresh_token = String(tokens['refresh_token'])
    checkTokenResponse(await run.token({ grant_type: 'refresh_token', refresh_token }))
  },
  'oidcc-ensure-request-object-with-redirect-uri': as(
    COMMON['oidcc-ensure-request-object-with-redirect-uri'],
  ),
  'oidcc-refresh-token': as(
    async (run) => {
      const { tokens } = await happyFlow(run, { scope: 'openid offline_access', prompt: 'consent' })
      const refresh_token = String(tokens['refresh_token'])
      const other = await dynamicRun(run, { grant_types: ['authorization_code', 'refresh_token'] })
      const grant_type = 'refresh_token'
      const foreign = await other.token({ grant_type, refresh_token })
      expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      checkTokenResponse(await run.token({ grant_type, refresh_token }))
    },
    { grant_types: ['authorization_code', 'refresh_token'] },
  ),
  'oidcc-ensure-client-assertion-with-iss-aud-succeeds': as(async (run) => {
    run.audience = ISSUER
    await happyFlow(run)
  }),
}

testPlan(DYNAMIC, { response_type: 'code', response_mode: 'default' }, modules)
