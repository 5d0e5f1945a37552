/** The plans of sign-outs that clients are told of: by the front channel, by the back channel, or because they watch. */
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeAll, expect, vi } from 'vitest'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { receiver, takes } from '../support/receiver.ts'
import { getJson, happyFlow, type Flow } from './checks.ts'
import { BACK_CHANNEL_LOGOUT, FRONT_CHANNEL_LOGOUT, SESSION_MANAGEMENT } from './plans.ts'
import { AFTER_LOGOUT, CALLBACK, testPlan, type Module, type Run } from './suite.ts'

const CODE = { response_type: 'code', response_mode: 'default' } as const
const STATE = 's'.repeat(128)
const BACK = CALLBACK.replace('callback', 'backchannel_logout')
const FRONT = CALLBACK.replace('callback', 'frontchannel_logout')

afterEach(() => vi.restoreAllMocks())

const logout = (run: Run, { idToken }: Flow) =>
  run.browser.open(
    `/oauth/logout?${new URLSearchParams({
      id_token_hint: idToken,
      post_logout_redirect_uri: AFTER_LOGOUT,
      state: STATE,
    })}`,
  )

async function isSignedOut(run: Run): Promise<void> {
  const answer = run.answerOf(await run.open({ prompt: 'none' }))
  expect(answer['error']).toBe('login_required')
}

const discoverySays =
  (members: Record<string, unknown>): Module =>
  async (run) => {
    // Discovery does not wait for news; whoever asks for a sign-in has heard them.
    await run.open()
    expect(await getJson('/.well-known/openid-configuration')).toMatchObject({
      end_session_endpoint: `${ISSUER}/oauth/logout`,
      ...members,
    })
  }

testPlan(
  FRONT_CHANNEL_LOGOUT,
  CODE,
  {
    'oidcc-frontchannel-logout-discovery-endpoint-verification': discoverySays({
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
    }),
    'oidcc-frontchannel-rp-initiated-logout': async (run) => {
      const flow = await happyFlow(run)
      const page = await logout(run, flow)
      const [, source = ''] = /<iframe[^>]* src="([^"]+)"/.exec(page.text) ?? []
      const { sid } = flow.claims
      expect(sid).toEqual(expect.any(String))
      const wanted = new URLSearchParams({ iss: ISSUER, sid: String(sid) })
      expect(source.replaceAll('&amp;', '&')).toBe(`${FRONT}?${wanted}`)
      expect(page.headers.get('Refresh')).toBe(`0; url=${AFTER_LOGOUT}?state=${STATE}`)
      await isSignedOut(run)
    },
  },
  { frontchannel_logout_uri: FRONT, frontchannel_logout_session_required: true },
)

testPlan(
  BACK_CHANNEL_LOGOUT,
  CODE,
  {
    'oidcc-backchannel-logout-discovery-endpoint-verification': discoverySays({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    }),
    'oidcc-backchannel-rp-initiated-logout': async (run) => {
      const told = receiver(takes)
      const flow = await happyFlow(run)
      const page = await logout(run, flow)
      expect(page.left?.href).toBe(`${AFTER_LOGOUT}?state=${STATE}`)
      await vi.waitFor(() => expect(told.map(({ url }) => url)).toEqual([BACK]), 10_000)
      const jwks = createLocalJWKSet(await getJson('/.well-known/jwks.json'))
      const { payload } = await jwtVerify(told[0]?.token ?? '', jwks, {
        issuer: ISSUER,
        audience: run.client.clientId,
        requiredClaims: ['iat', 'exp', 'jti', 'events'],
      })
      const { sub, sid } = flow.claims
      expect(payload).toMatchObject({ sub, sid })
      expect(payload).not.toHaveProperty('nonce')
      expect(payload['events']).toEqual({
        'http://schemas.openid.net/event/backchannel-logout': {},
      })
      await isSignedOut(run)
    },
  },
  { backchannel_logout_uri: BACK, backchannel_logout_session_required: true },
)

/** What the suite's own page is told by the frame, which `test/node/sign_out.test.ts` asks in a browser. */
async function answerOfFrame({ browser, client }: Run, sessionState: string): Promise<string> {
  const [hash, salt] = sessionState.split('.')
  const state = browser.cookies.get('__Host-browser_state') ?? ''
  const text = `${client.clientId} ${new URL(CALLBACK).origin} ${state} ${salt}`
  return (await sha256base64url(text)) === hash ? 'unchanged' : 'changed'
}

beforeAll(async () => {
  await admin('PATCH', '/tenant', { session_management: true })
})

testPlan(SESSION_MANAGEMENT, CODE, {
  'oidcc-session-management-discovery-endpoint-verification': discoverySays({
    check_session_iframe: `${ISSUER}/oauth/check_session`,
  }),
  'oidcc-session-management-rp-initiated-logout': async (run) => {
    const flow = await happyFlow(run)
    const { session_state: sessionState = '' } = flow.answer
    expect(sessionState).toMatch(/^[^ ]+$/)
    expect(await answerOfFrame(run, sessionState)).toBe('unchanged')
    const page = await logout(run, flow)
    expect(page.left?.href).toBe(`${AFTER_LOGOUT}?state=${STATE}`)
    expect(await answerOfFrame(run, sessionState)).toBe('changed')
  },
})
