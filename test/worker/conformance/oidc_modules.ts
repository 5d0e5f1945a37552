/** The modules that the basic, implicit and hybrid plans have in common, each by what the suite does in it. */
import { exports } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import { SCOPE_CLAIMS } from '../../../src/spec/claims.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { VERIFIER } from '../support/relying_party.ts'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import {
  checkFlow,
  checkIdToken,
  checkTokenResponse,
  checkUserinfo,
  getJson,
  happyFlow,
  userinfo,
} from './checks.ts'
import { CALLBACK, EVERY_CLAIM, query, type Module, type Run } from './suite.ts'

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

const happyWith =
  (changes: Record<string, string>): Module =>
  async (run) => {
    await happyFlow(run, changes)
  }

/** Scope claims are at userinfo, and in the ID token where there is no access token (OpenID Connect Core §5.4). */
const scope =
  (...scopes: (keyof typeof SCOPE_CLAIMS)[]): Module =>
  async (run) => {
    const flow = await happyFlow(run, { scope: ['openid', ...scopes].join(' ') })
    const said = flow.accessToken === undefined ? flow.claims : await userinfo(flow)
    const known: Record<string, unknown> = { ...EVERY_CLAIM, email: expect.any(String) }
    for (const name of scopes.flatMap((each): readonly string[] => SCOPE_CLAIMS[each])) {
      expect(said[name], name).toEqual(known[name] ?? expect.any(Number))
    }
  }

/** "→ error page": nothing goes to the client. */
export const wantsPage = async (run: Run, changes: Record<string, string | undefined>) => {
  const page = await run.open(changes)
  expect(page.left, inWords(page)).toBeUndefined()
  expect(page.form?.action).not.toBe(CALLBACK)
  expect(page.status).toBe(400)
  expect(page.text).toContain('invalid_request')
}

/** Discovery does not list `none`, so the suite skips these; what it would send is refused all the same. */
const unsignedObject: Module = async (run) => {
  const discovery = await getJson<Record<string, string[]>>('/.well-known/openid-configuration')
  expect(discovery['request_object_signing_alg_values_supported']).not.toContain('none')
  const part = (json: object) => btoa(JSON.stringify(json)).replaceAll('=', '')
  const request = `${part({ alg: 'none' })}.${part(run.parameters)}.`
  const page = await run.open({ request })
  expect(page.left).toBeUndefined()
  expect(page.text).toContain('invalid_request_object')
}

export const COMMON = {
  'oidcc-server': happyWith({}),
  'oidcc-userinfo-get': async (run) => {
    await userinfo(await happyFlow(run))
  },
  'oidcc-userinfo-post-header': async (run) => {
    const flow = await happyFlow(run)
    const headers = { Authorization: `Bearer ${flow.accessToken}` }
    const url = `${ISSUER}/oauth/userinfo`
    await checkUserinfo(flow, await exports.default.fetch(url, { method: 'POST', headers }))
  },
  'oidcc-userinfo-post-body': async (run) => {
    const flow = await happyFlow(run)
    const body = new URLSearchParams({ access_token: flow.accessToken ?? '' })
    const url = `${ISSUER}/oauth/userinfo`
    await checkUserinfo(flow, await exports.default.fetch(url, { method: 'POST', body }))
  },
  'oidcc-scope-profile': scope('profile'),
  'oidcc-scope-email': scope('email'),
  'oidcc-scope-address': scope('address'),
  'oidcc-scope-phone': scope('phone'),
  'oidcc-scope-all': scope('profile', 'email', 'address', 'phone'),
  'oidcc-alternate-happy-flow': async (run) => {
    const reversed = Object.entries({ ...run.parameters, scope: 'email openid' }).toReversed()
    const sent = await run.onRoad(Object.fromEntries(reversed))
    const page = await run.browser.open(`/oauth/authorize?${query(sent)}`)
    await checkFlow(run, run.answerOf(await run.signIn(page)), run.parameters)
  },
  'oidcc-display-page': happyWith({ display: 'page' }),
  'oidcc-display-popup': happyWith({ display: 'popup' }),
  'oidcc-prompt-login': async (run) => {
    const first = await happyFlow(run)
    pass(2)
    const page = await run.open({ prompt: 'login' })
    expect(page.form?.action, inWords(page)).toBe('/login')
    const answer = run.answerOf(await run.signIn(page))
    const second = await checkFlow(run, answer, run.parameters)
    expect(Number(second.claims['auth_time'])).toBeGreaterThan(Number(first.claims['auth_time']))
    expect(second.claims.sub).toBe(first.claims.sub)
  },
  'oidcc-prompt-none-not-logged-in': async (run) => {
    const answer = run.answerOf(await run.open({ prompt: 'none' }))
    expect(answer['error']).toBe('login_required')
    expect(answer['state']).toBe(run.parameters['state'])
  },
  'oidcc-prompt-none-logged-in': async (run) => {
    const first = await happyFlow(run)
    pass(2)
    const answer = run.answerOf(await run.open({ prompt: 'none' }))
    const second = await checkFlow(run, answer, run.parameters)
    expect(second.claims.sub).toBe(first.claims.sub)
    expect(second.claims['auth_time']).toBe(first.claims['auth_time'])
  },
  'oidcc-max-age-1': async (run) => {
    const first = await happyFlow(run)
    pass(2)
    const page = await run.open({ max_age: '1' })
    expect(page.form?.action, inWords(page)).toBe('/login')
    const answer = run.answerOf(await run.signIn(page))
    const second = await checkFlow(run, answer, run.parameters)
    expect(Number(second.claims['auth_time'])).toBeGreaterThan(Number(first.claims['auth_time']))
  },
  'oidcc-max-age-10000': async (run) => {
    const first = await happyFlow(run, { max_age: '15000' })
    pass(2)
    const answer = run.answerOf(await run.open({ max_age: '10000' }))
    const second = await checkFlow(run, answer, run.parameters)
    expect(first.claims['auth_time']).toEqual(expect.any(Number))
    expect(second.claims['auth_time']).toBe(first.claims['auth_time'])
  },
  'oidcc-ensure-request-with-unknown-parameter-succeeds': happyWith({ extra: 'foobar' }),
  'oidcc-id-token-hint': async (run) => {
    const first = await happyFlow(run)
    pass(2)
    const changes = { prompt: 'none', id_token_hint: first.idToken }
    const second = await checkFlow(run, run.answerOf(await run.open(changes)), run.parameters)
    expect(second.claims.sub).toBe(first.claims.sub)
    expect(second.claims['auth_time']).toBe(first.claims['auth_time'])
  },
  'oidcc-login-hint': happyWith({ login_hint: 'buffy@op.amphora.test' }),
  'oidcc-ui-locales': happyWith({ ui_locales: 'se' }),
  'oidcc-claims-locales': happyWith({ claims_locales: 'se' }),
  'oidcc-ensure-request-with-acr-values-succeeds': async (run) => {
    const discovery = await getJson<Record<string, string[]>>('/.well-known/openid-configuration')
    const supported = discovery['acr_values_supported'] ?? []
    const { claims } = await happyFlow(run, { acr_values: supported.join(' ') })
    expect(supported).toContain(claims['acr'])
  },
  'oidcc-ensure-registered-redirect-uri': (run) =>
    wantsPage(run, { redirect_uri: 'https://suite.amphora.test/not-registered' }),
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported': unsignedObject,
  'oidcc-ensure-request-object-with-redirect-uri': unsignedObject,
  'oidcc-claims-essential': async (run) => {
    const place = run.variant.response_type === 'id_token' ? 'id_token' : 'userinfo'
    const claims = JSON.stringify({ [place]: { name: { essential: true } } })
    const flow = await happyFlow(run, { claims })
    const said = place === 'id_token' ? flow.claims : await userinfo(flow)
    expect(said['name']).toBe(EVERY_CLAIM.name)
  },
  'oidcc-response-type-missing': async (run) => {
    const page = await run.open({ response_type: undefined })
    const { left } = page
    if (!left) return expect(page.text).toMatch(/invalid_request|unsupported_response_type/)
    expect(left.href).toMatch(CALLBACK)
    expect(left.searchParams.get('error')).toMatch(/^(invalid_request|unsupported_response_type)$/)
  },
} satisfies Record<string, Module>

/** Where a code comes back. */
export const WITH_CODE = {
  'oidcc-ensure-request-without-nonce-succeeds-for-code-flow': async (run) => {
    await happyFlow(run, { nonce: undefined })
  },
  'oidcc-codereuse': async (run) => {
    const { answer, accessToken } = await happyFlow(run)
    await refusesReuse(run, answer['code'], accessToken)
  },
  'oidcc-codereuse-30seconds': async (run) => {
    const { answer, accessToken } = await happyFlow(run)
    pass(30)
    await refusesReuse(run, answer['code'], accessToken)
  },
  'oidcc-server-client-secret-post': async (run) => {
    await happyFlow(run.as(run.clients.post))
  },
  'oidcc-refresh-token': async (run) => {
    const changes = { scope: 'openid offline_access', prompt: 'consent' }
    const first = await happyFlow(run, changes)
    const refresh_token = String(first.tokens['refresh_token'])
    const grant_type = 'refresh_token'
    const foreign = await run.as(run.clients.second).token({ grant_type, refresh_token })
    expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    pass(2)
    const tokens = checkTokenResponse(await run.token({ grant_type, refresh_token }))
    // "it SHOULD NOT have a nonce Claim" (OpenID Connect Core §12.2).
    const claims = await checkIdToken(run, String(tokens['id_token']), { nonce: undefined, tokens })
    expect(claims.sub).toBe(first.claims.sub)
    expect(claims['auth_time']).toBe(first.claims['auth_time'])
    expect(Number(claims.iat)).toBeGreaterThan(Number(first.claims.iat))
  },
  'oidcc-ensure-request-with-valid-pkce-succeeds': async (run) => {
    const code_challenge = await sha256base64url(VERIFIER)
    const answer = await run.authorize({ code_challenge, code_challenge_method: 'S256' })
    checkTokenResponse(await run.redeem(answer['code'], { code_verifier: VERIFIER }))
  },
} satisfies Record<string, Module>

/** Where an ID token comes with the response itself. */
export const WITH_FRONT_ID_TOKEN = {
  'oidcc-ensure-request-without-nonce-fails': async (run) => {
    const answer = run.answerOf(await run.open({ nonce: undefined }))
    expect(answer).toMatchObject({ error: 'invalid_request', state: run.parameters['state'] })
    expect(answer).not.toHaveProperty('id_token')
  },
} satisfies Record<string, Module>

async function refusesReuse(run: Run, code: string | undefined, accessToken?: string) {
  const again = await run.redeem(code)
  expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  const headers = { Authorization: `Bearer ${accessToken}` }
  const response = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, { headers })
  expect(response.status, 'what came of the code is revoked').toBe(401)
}

const postRequest: Module = async (run) => {
  const fields = Object.fromEntries(query(await run.onRoad(run.parameters)))
  const page = await run.browser.post('/oauth/authorize', fields, {
    Origin: 'https://suite.amphora.test',
  })
  await checkFlow(run, run.answerOf(await run.signIn(page)), run.parameters)
}

/** Everything of the basic plan. */
export const CODE_FLOW = {
  ...COMMON,
  ...WITH_CODE,
  'oidcc-ensure-post-request-succeeds': postRequest,
}
