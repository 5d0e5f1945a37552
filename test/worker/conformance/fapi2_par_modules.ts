/** The modules of FAPI 2.0 that push a request, each by what the suite does in it. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { ISSUER } from '../support/reading_world.ts'
import {
  BAD_CLIENT,
  expectEntropy,
  inSeconds,
  pageRefuses,
  pass,
  pushRefused,
  refused,
} from './fapi2_checks.ts'
import type { Fapi2Module } from './fapi2_suite.ts'

export const PUSHED_REQUESTS = {
  'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted': async (run) => {
    expect((await run.push({ assertion: { nbf: inSeconds(8) } })).status).toBe(201)
  },
  'par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails': pushRefused(
    () => ({ assertion: { nbf: inSeconds(70), exp: inSeconds(130) } }),
    ...BAD_CLIENT,
  ),
  'par-test-array-as-audience-fails': pushRefused(
    () => ({ assertion: { aud: [ISSUER, 'https://other.example'] } }),
    ...BAD_CLIENT,
  ),
  'par-test-par-endpoint-url-as-audience-fails': pushRefused(
    () => ({ assertion: { aud: `${ISSUER}/oauth/par` } }),
    ...BAD_CLIENT,
  ),
  'par-test-token-endpoint-url-as-audience-fails': pushRefused(
    () => ({ assertion: { aud: `${ISSUER}/oauth/token` } }),
    ...BAD_CLIENT,
  ),
  'par-ensure-pkce-required': pushRefused(
    () => ({ parameters: { code_challenge: undefined, code_challenge_method: undefined } }),
    'invalid_request',
  ),
  'par-plain-pkce-rejected': pushRefused(
    () => ({ parameters: { code_challenge_method: 'plain' } }),
    'invalid_request',
  ),
  'par-without-duplicate-parameters': async (run) => {
    const { body } = await run.push()
    const fields = { client_id: run.client.clientId, request_uri: String(body['request_uri']) }
    const page = await run.browser.open(`/oauth/authorize?${new URLSearchParams(fields)}`)
    expect(await run.answerOf(await run.signIn(page))).toHaveProperty('code')
  },
  'par-ensure-reused-request-uri-prior-to-auth-completion-succeeds': async (run) => {
    const { body } = await run.push()
    await run.open(body['request_uri'])
    const page = await run.signIn(await run.open(body['request_uri']))
    expect(await run.answerOf(page)).toHaveProperty('code')
  },
  'par-attempt-reuse-request_uri': async (run) => {
    const { body } = await run.push()
    expectEntropy(String(body['request_uri']))
    await run.answerOf(await run.signIn(await run.open(body['request_uri'])))
    pass(30)
    await pageRefuses(run, body['request_uri'])
  },
  'par-attempt-to-use-expired-request_uri': async (run) => {
    const { body } = await run.push()
    expect(Number(body['expires_in'])).toBeGreaterThanOrEqual(5)
    pass(Number(body['expires_in']) + 1)
    await pageRefuses(run, body['request_uri'])
  },
  'par-attempt-to-use-request_uri-for-different-client': async (run) => {
    const { body } = await run.push()
    await pageRefuses(run.asOther(), body['request_uri'])
  },
  'par-authorization-request-containing-request_uri-form-param': async (run) => {
    const { body } = await run.push()
    const answer = await run.push({ outside: { request_uri: body['request_uri'] } })
    refused(answer, 'invalid_request', 'invalid_request_object', 'request_uri_not_supported')
  },
  'par-attempt-invalid-http-method': async () => {
    const response = await exports.default.fetch(`${ISSUER}/oauth/par`, { method: 'PUT' })
    expect(response.status).toBe(405)
  },
} satisfies Record<string, Fapi2Module>
