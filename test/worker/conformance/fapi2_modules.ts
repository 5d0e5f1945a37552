/** The modules of the FAPI 2.0 Security Profile, which Message Signing has as well, each by what the suite does in it. */
import { expect } from 'vitest'
import { newHolder } from '../support/dpop.ts'
import { ISSUER } from '../support/reading_world.ts'
import { getJson } from './checks.ts'
import { badProofs } from './fapi2_bad_proofs.ts'
import {
  BAD_CLIENT,
  flow,
  flowWith,
  inSeconds,
  pageRefuses,
  pass,
  pushRefused,
  refused,
  tokensOf,
} from './fapi2_checks.ts'
import { PUSHED_REQUESTS } from './fapi2_par_modules.ts'
import type { Fapi2Module, Fapi2Run, Fields } from './fapi2_suite.ts'
import type { FAPI2_SECURITY } from './plans.ts'

/** The client assertion at the token endpoint with these claims is refused, and costs the code nothing. */
const assertionRefused =
  (changes: () => Fields): Fapi2Module =>
  async (run) => {
    const code = await run.code()
    refused(await run.redeem(code, await run.assertion(changes())), ...BAD_CLIENT)
    expect((await run.redeem(code)).status).toBe(200)
  }

type Modules = Record<(typeof FAPI2_SECURITY.modules)[number], Fapi2Module>
type Short<Name> = Name extends `fapi2-security-profile-final-${infer Rest}` ? Rest : never

const byShortName: Record<Short<keyof Modules>, Fapi2Module> = {
  ...PUSHED_REQUESTS,
  'discovery-end-point-verification': async () => {
    const discovery = await getJson<Record<string, unknown>>('/.well-known/openid-configuration')
    expect(discovery).toMatchObject({
      issuer: ISSUER,
      authorization_response_iss_parameter_supported: true,
      pushed_authorization_request_endpoint: `${ISSUER}/oauth/par`,
      code_challenge_methods_supported: expect.arrayContaining(['S256']),
      token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
      grant_types_supported: expect.arrayContaining(['authorization_code']),
    })
    for (const [name, algorithms] of Object.entries(discovery)) {
      if (!name.endsWith('signing_alg_values_supported')) continue
      expect(
        ['PS256', 'ES256', 'EdDSA'].some((alg) => JSON.stringify(algorithms).includes(alg)),
      ).toBe(true)
    }
  },
  'happy-flow': async (run) => {
    await flow(run)
    await flow(run.asOther())
  },
  'user-rejects-authentication': async (run) => {
    for (const each of [run, run.asOther()]) {
      const parameters = await each.parameters()
      const { body } = await each.push({ parameters })
      const page = await each.signIn(await each.open(body['request_uri']), 'deny')
      const answer = await each.answerOf(page)
      expect(answer).toMatchObject({ error: 'access_denied', state: parameters['state'] })
    }
  },
  'ensure-authorization-request-without-state-success': flowWith({ state: undefined }),
  'ensure-authorization-request-without-nonce-success': flowWith({ nonce: undefined }),
  'ensure-authorization-request-with-64-char-nonce-success': flowWith({ nonce: 'n'.repeat(64) }),
  'ensure-authorization-request-with-long-nonce': flowWith({ nonce: 'n'.repeat(384) }),
  'ensure-authorization-request-with-long-state': flowWith({ state: 't'.repeat(1000) }),
  'ensure-other-scope-order-succeeds': flowWith({ scope: 'offline_access profile openid' }),
  'ensure-different-nonce-inside-and-outside-request-object': (run) =>
    outsideIgnored(run, { nonce: 'another' }),
  'ensure-different-state-inside-and-outside-request-object': (run) =>
    outsideIgnored(run, { state: 'another' }),
  'state-only-outside-request-object-not-used': async (run) => {
    const { body } = await run.push({ parameters: { state: undefined } })
    const page = await run.signIn(await run.open(body['request_uri'], { state: 'outside' }))
    expect((await run.answerOf(page))['state']).toBeUndefined()
  },
  'test-claims-parameter-identity-claims': async (run) => {
    const claims = { userinfo: { email: { essential: true } }, id_token: { name: null } }
    const isSigned = run.variant.profile === 'fapi2-message-signing'
    const tokens = await flow(run, {
      parameters: { claims: isSigned ? claims : JSON.stringify(claims) },
    })
    expect((await run.resource(String(tokens['access_token']))).body).toHaveProperty('email')
  },
  'access-token-type-header-case-sensitivity': async (run) => {
    const tokens = await flow(run)
    for (const scheme of ['dpop', 'DPOP', 'DPoP']) {
      expect((await run.resource(String(tokens['access_token']), { scheme })).status).toBe(200)
    }
  },
  'check-dpop-proof-nbf-exp': async (run) => {
    const claims = { nbf: inSeconds(-10), exp: inSeconds(300) }
    const redeemed = await run.redeem(await run.code(), {}, await run.proof(undefined, claims))
    expect(redeemed.status).toBe(200)
    const token = String(redeemed.body['access_token'])
    expect((await run.resource(token, { claims })).status).toBe(200)
  },
  'ensure-dpopproof-with-iat-10seconds-before-succeeds': (run) => proofAt(run, -10),
  'ensure-dpopproof-with-iat-10seconds-after-succeeds': (run) => proofAt(run, 10),
  'ensure-dpopproof-at-par-endpoint-binding-success': async (run) => {
    await flow(run, { proof: await run.proof('/oauth/par') })
  },
  'ensure-dpop-auth-code-binding-success': async (run) => {
    await flow(run, { parameters: { dpop_jkt: run.client.holder.jkt } })
  },
  'ensure-mismatched-dpop-jkt-fails': pushRefused(
    async (run) => ({
      parameters: { dpop_jkt: run.other.holder.jkt },
      proof: await run.proof('/oauth/par'),
    }),
    'invalid_request',
    'invalid_dpop_proof',
  ),
  'ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt': async (run) => {
    const code = await run.code({ proof: await run.proof('/oauth/par') })
    await foreignKeyRefused(run, code)
  },
  'ensure-token-endpoint-fails-with-mismatched-dpop-jkt': async (run) => {
    await foreignKeyRefused(
      run,
      await run.code({ parameters: { dpop_jkt: run.client.holder.jkt } }),
    )
  },
  'ensure-request-object-without-redirect-uri-fails': pushRefused(
    () => ({ parameters: { redirect_uri: undefined } }),
    'invalid_request',
    'invalid_request_object',
  ),
  'ensure-redirect-uri-in-authorization-request': pushRefused(
    () => ({ parameters: { redirect_uri: undefined } }),
    'invalid_request',
    'invalid_request_object',
  ),
  'plain-fapi-tolerate-unregistered-redirect-uri': async (run) => {
    const redirect_uri = `${run.client.redirectUri}/unregistered`
    const pushed = await run.push({ parameters: { redirect_uri } })
    expect(pushed.status).toBe(400)
    expect(pushed.headers.get('Location')).toBeNull()
  },
  'ensure-unsigned-authorization-request-without-using-par-fails': async (run) => {
    await pageRefuses(run, undefined, await run.parameters())
  },
  'ensure-response-type-code-idtoken-fails': pushRefused(
    () => ({ parameters: { response_type: 'code id_token' } }),
    'unsupported_response_type',
    'invalid_request',
    'unauthorized_client',
  ),
  'ensure-response-type-token-fails': pushRefused(
    () => ({ parameters: { response_type: 'token' } }),
    'unsupported_response_type',
    'invalid_request',
    'unauthorized_client',
  ),
  'ensure-client-id-in-token-endpoint': async (run) => {
    const answer = await run.redeem(await run.code(), { client_id: run.other.clientId })
    refused(answer, 'invalid_client', 'invalid_grant')
  },
  'ensure-holder-of-key-required': async (run) => {
    const answer = await run.redeem(await run.code(), {}, null)
    refused(answer, 'invalid_request', 'invalid_grant', 'invalid_dpop_proof')
  },
  'ensure-authorization-code-is-bound-to-client': async (run) => {
    const code = await run.code()
    const stolen = await run.asOther().redeem(code, { redirect_uri: run.client.redirectUri })
    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  },
  'attempt-reuse-authorization-code-after-one-second': async (run) => {
    const code = await run.code()
    const { body: tokens } = await run.redeem(code)
    pass(1)
    expect(await run.redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const { status } = await run.resource(String(tokens['access_token']))
    expect(status, 'what came of the code is revoked').toBe(401)
  },
  'ensure-token-endpoint-fails-with-expired-auth-code': async (run) => {
    const code = await run.code()
    pass(62)
    expect(await run.redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  },
  'ensure-signed-client-assertion-with-RS256-fails': async (run) => {
    const assertion = await run.assertion({}, run.client.rs256)
    refused(await run.redeem(await run.code(), assertion), 'invalid_client')
  },
  'ensure-client-assertion-in-token-endpoint': async (run) => {
    const none = { client_assertion: undefined, client_assertion_type: undefined }
    const fields = { ...none, client_id: run.client.clientId }
    refused(await run.redeem(await run.code(), fields), ...BAD_CLIENT)
  },
  'ensure-client-assertion-with-exp-is-5-minutes-in-past-fails': assertionRefused(() => ({
    exp: inSeconds(-300),
  })),
  'ensure-client-assertion-with-wrong-aud-fails': assertionRefused(() => ({
    aud: 'https://other.example/token',
  })),
  'ensure-client-assertion-with-no-sub-fails': assertionRefused(() => ({ sub: undefined })),
  'ensure-pkce-code-verifier-required': async (run) => {
    const answer = await run.redeem(await run.code(), { code_verifier: undefined })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  },
  'incorrect-pkce-code-verifier-rejected': async (run) => {
    const answer = await run.redeem(await run.code(), { code_verifier: 'v'.repeat(43) })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  },
  'dpop-negative-tests': async (run) => {
    const token = String((await flow(run))['access_token'])
    for (const { name, options } of await badProofs(run, token)) {
      const { status } = await run.resource(token, options)
      expect([400, 401], name).toContain(status)
    }
  },
  'refresh-token': async (run) => {
    const tokens = await flow(run)
    const fields = { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] }
    const refresh = async (more: Fields, proof?: string) =>
      run.post('/oauth/token', { ...fields, ...more }, proof)
    const unauthenticated = { client_id: run.client.clientId }
    const errors = ['invalid_client', 'invalid_grant', 'invalid_request']
    refused(await refresh(unauthenticated, await run.proof()), ...errors)
    refused(await refresh(await run.assertion()), ...errors, 'invalid_dpop_proof')
    const holder = await newHolder('ES256')
    const again = await refresh(await run.assertion(), await holder.proof(`${ISSUER}/oauth/token`))
    expect(again.status, JSON.stringify(again.body)).toBe(200)
    const { status } = await run.resource(String(again.body['access_token']), { holder })
    expect(status, 'a confidential client may bring a new key').toBe(200)
    const foreign = await run
      .asOther()
      .post(
        '/oauth/token',
        { ...fields, ...(await run.asOther().assertion()) },
        await run.asOther().proof(),
      )
    expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  },
}

async function outsideIgnored(run: Fapi2Run, outside: Fields): Promise<void> {
  const parameters = await run.parameters()
  const { body } = await run.push({ parameters })
  const answer = await run.answerOf(await run.signIn(await run.open(body['request_uri'], outside)))
  expect(answer['state']).toBe(parameters['state'])
  await tokensOf(run, answer['code'] ?? '', String(parameters['nonce']))
}

async function proofAt(run: Fapi2Run, seconds: number): Promise<void> {
  const claims = { iat: inSeconds(seconds) }
  const redeemed = await run.redeem(await run.code(), {}, await run.proof(undefined, claims))
  expect(redeemed.status, JSON.stringify(redeemed.body)).toBe(200)
  const token = String(redeemed.body['access_token'])
  expect((await run.resource(token, { claims })).status).toBe(200)
}

async function foreignKeyRefused(run: Fapi2Run, code: string): Promise<void> {
  const proof = await run.other.holder.proof(`${ISSUER}/oauth/token`)
  const answer = await run.redeem(code, {}, proof)
  refused(answer, 'invalid_request', 'invalid_grant', 'invalid_dpop_proof')
}

export const SECURITY_PROFILE = Object.fromEntries(
  Object.entries(byShortName).map(([name, run]) => [`fapi2-security-profile-final-${name}`, run]),
) as Modules
