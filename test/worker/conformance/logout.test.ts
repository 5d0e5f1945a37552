/** RP-Initiated Logout as the suite asks for it: a redirect only where a hint of ours proves who asks. */
import { expect } from 'vitest'
import { base64url } from '../../../src/kernel/encoding.ts'
import { inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { signHs256 } from '../support/signing.ts'
import { getJson, happyFlow, type Flow } from './checks.ts'
import { RP_INITIATED_LOGOUT } from './plans.ts'
import { AFTER_LOGOUT, testPlan, type Module, type Run } from './suite.ts'

const STATE = 's'.repeat(128)

type Parameters = Record<string, string | undefined>

/** Signs in, and asks to be signed out with these instead of the usual parameters. */
async function logout(
  run: Run,
  changes: (flow: Flow) => Parameters | Promise<Parameters> = () => ({}),
): Promise<Page> {
  const flow = await happyFlow(run)
  const all: Parameters = {
    id_token_hint: flow.idToken,
    post_logout_redirect_uri: AFTER_LOGOUT,
    state: STATE,
    ...(await changes(flow)),
  }
  const sent = Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return run.browser.open(`/oauth/logout?${new URLSearchParams(sent)}`)
}

async function isSignedOut(run: Run): Promise<void> {
  const answer = run.answerOf(await run.open({ prompt: 'none' }))
  expect(answer['error']).toBe('login_required')
}

/** "an error page or a confirmation page": the suite wants to see that nobody is sent anywhere. */
async function staysHere(page: Page): Promise<void> {
  expect(page.left, inWords(page)).toBeUndefined()
  expect(page.text).toMatch(/logout-confirm|invalid_request/)
}

/** A page that asks, and signs out when it is confirmed, without going anywhere. */
async function asks(run: Run, page: Page): Promise<void> {
  await staysHere(page)
  const out = await run.browser.submit(page)
  expect(out.status).toBe(200)
  expect(out.left).toBeUndefined()
  await isSignedOut(run)
}

const nothing = (): Parameters => ({
  id_token_hint: undefined,
  post_logout_redirect_uri: undefined,
  state: undefined,
})

const modules: Record<(typeof RP_INITIATED_LOGOUT.modules)[number], Module> = {
  'oidcc-rp-initiated-logout-discovery-endpoint-verification': async () => {
    const discovery = await getJson<Record<string, unknown>>('/.well-known/openid-configuration')
    expect(discovery['end_session_endpoint']).toBe(`${ISSUER}/oauth/logout`)
  },
  'oidcc-rp-initiated-logout': async (run) => {
    const page = await logout(run)
    expect(page.left?.href).toBe(`${AFTER_LOGOUT}?state=${STATE}`)
    await isSignedOut(run)
  },
  'oidcc-rp-initiated-logout-no-state': async (run) => {
    const page = await logout(run, () => ({ state: undefined }))
    expect(page.left?.href).toBe(AFTER_LOGOUT)
    await isSignedOut(run)
  },
  'oidcc-rp-initiated-logout-no-post-logout-redirect-uri': async (run) => {
    const page = await logout(run, () => ({ post_logout_redirect_uri: undefined }))
    expect(page.left).toBeUndefined()
    expect(page.status).toBe(200)
    await isSignedOut(run)
  },
  'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri': async (run) => {
    await staysHere(await logout(run, () => ({ post_logout_redirect_uri: `${AFTER_LOGOUT}/foo` })))
  },
  'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri': async (run) => {
    const uri = `${AFTER_LOGOUT}?foo=bar`
    await staysHere(await logout(run, () => ({ post_logout_redirect_uri: uri })))
  },
  'oidcc-rp-initiated-logout-modified-id-token-hint': async (run) => {
    const page = await logout(run, ({ claims }) => {
      const part = (json: object) => base64url(new TextEncoder().encode(JSON.stringify(json)))
      return { id_token_hint: `${part({ alg: 'none' })}.${part(claims)}.` }
    })
    await staysHere(page)
  },
  'oidcc-rp-initiated-logout-bad-id-token-hint': async (run) => {
    const { clientId, secret } = run.client
    const made = { iss: clientId, aud: ISSUER, sub: clientId, exp: Date.now() / 1000 + 300 }
    const hint = await signHs256(made, { secret })
    await staysHere(await logout(run, () => ({ id_token_hint: hint })))
  },
  'oidcc-rp-initiated-logout-no-id-token-hint': async (run) => {
    await staysHere(await logout(run, () => ({ id_token_hint: undefined })))
  },
  'oidcc-rp-initiated-logout-no-params': async (run) => {
    await asks(run, await logout(run, nothing))
  },
  'oidcc-rp-initiated-logout-only-state': async (run) => {
    await asks(run, await logout(run, () => ({ ...nothing(), state: STATE })))
  },
}

testPlan(RP_INITIATED_LOGOUT, { response_type: 'code', response_mode: 'default' }, modules)
