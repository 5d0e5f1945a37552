/** FAPI 2.0 Message Signing: the Security Profile with signed requests, and with signed responses. */
import { expect } from 'vitest'
import { ISSUER } from '../support/reading_world.ts'
import { encode } from '../support/signing.ts'
import { SECURITY_PROFILE } from './fapi2_modules.ts'
import { testFapi2Plan, type Fapi2Module, type Fapi2Run, type Fields } from './fapi2_suite.ts'
import { FAPI2_MESSAGE_SIGNING } from './plans.ts'

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const MINUTES = 60

const taken =
  (object: () => Fields): Fapi2Module =>
  async (run) => {
    const { status, body } = await run.push({ object: object() })
    expect(status, JSON.stringify(body)).toBe(201)
  }

const isRefused = async (run: Fapi2Run, request: string, ...errors: string[]) => {
  const { status, body } = await run.push({ request })
  expect(status).toBe(400)
  expect(errors).toContain(body['error'])
}

const refused =
  (object: () => Fields): Fapi2Module =>
  async (run) =>
    isRefused(run, await run.object(await run.parameters(), object()), 'invalid_request_object')

const SIGNED_REQUESTS = {
  'fapi2-security-profile-final-ensure-request-object-with-multiple-aud-succeeds': taken(() => ({
    aud: [ISSUER, 'https://other.example'],
  })),
  'fapi2-security-profile-final-ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted':
    taken(() => ({ nbf: inSeconds(8) })),
  'fapi2-security-profile-final-ensure-request-object-without-exp-fails': refused(() => ({
    exp: undefined,
  })),
  'fapi2-security-profile-final-ensure-request-object-without-nbf-fails': refused(() => ({
    nbf: undefined,
  })),
  'fapi2-security-profile-final-ensure-expired-request-object-fails': refused(() => ({
    nbf: inSeconds(-10 * MINUTES),
    exp: inSeconds(-5 * MINUTES),
  })),
  'fapi2-security-profile-final-ensure-request-object-with-bad-aud-fails': refused(() => ({
    aud: 'https://other.example',
  })),
  'fapi2-security-profile-final-ensure-request-object-with-exp-over-60-fails': refused(() => ({
    exp: inSeconds(70 * MINUTES),
  })),
  'fapi2-security-profile-final-ensure-request-object-with-nbf-over-60-fails': refused(() => ({
    nbf: inSeconds(-70 * MINUTES),
  })),
  'fapi2-security-profile-final-ensure-signed-request-object-with-RS256-fails': async (run) => {
    const claims = run.objectClaims(await run.parameters())
    await isRefused(run, await run.client.rs256.sign(claims), 'invalid_request_object')
  },
  'fapi2-security-profile-final-ensure-request-object-signature-algorithm-is-not-none': async (
    run,
  ) => {
    const claims = run.objectClaims(await run.parameters())
    await isRefused(run, `${encode({ alg: 'none' })}.${encode(claims)}.`, 'invalid_request_object')
  },
  'fapi2-security-profile-final-ensure-request-object-with-invalid-signature-fails': async (
    run,
  ) => {
    const [header, claims, signature = ''] = (await run.object(await run.parameters())).split('.')
    const other = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
    await isRefused(run, `${header}.${claims}.${other}`, 'invalid_request_object')
  },
  'fapi2-security-profile-final-ensure-matching-key-in-authorization-request': async (run) => {
    const claims = run.objectClaims(await run.parameters())
    const request = await run.other.signer.sign(claims)
    await isRefused(run, request, 'invalid_request', 'invalid_request_object')
  },
  'fapi2-security-profile-final-ensure-unsigned-request-at-par-endpoint-fails': async (run) => {
    const fields = { ...(await run.parameters()), ...(await run.assertion()) }
    const { status, body } = await run.post('/oauth/par', fields)
    expect(status).toBe(400)
    expect(body['error']).toBe('invalid_request')
  },
  'fapi2-security-profile-final-par-authorization-request-containing-request_uri': refused(() => ({
    request_uri: 'https://suite.amphora.test/request',
  })),
} satisfies Record<string, Fapi2Module>

const MODULES = { ...SECURITY_PROFILE, ...SIGNED_REQUESTS }

for (const isJarm of [false, true]) {
  testFapi2Plan(FAPI2_MESSAGE_SIGNING, { profile: 'fapi2-message-signing', isJarm }, MODULES)
}
