/** What the suite looks at in the flows of FAPI 2.0, and in what is refused. */
import { jwtVerify } from 'jose'
import { expect, vi } from 'vitest'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  keySet,
  type Fapi2Module,
  type Fapi2Run,
  type Fields,
  type Json,
  type PushOptions,
} from './fapi2_suite.ts'

export const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

/** Enough to guess at: "Shannon estimate > 96 bits" over the whole string. */
export function expectEntropy(text: string): void {
  const counts = Map.groupBy(text, (char) => char)
  const perChar = [...counts.values()].reduce((sum, { length }) => {
    const share = length / text.length
    return sum - share * Math.log2(share)
  }, 0)
  expect(perChar * text.length).toBeGreaterThan(96)
}

/** The tokens of a code, with what the suite checks in them. */
export async function tokensOf(run: Fapi2Run, code: string, nonce?: string): Promise<Fields> {
  const { status, headers, body } = await run.redeem(code)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(body['token_type']).toBe('DPoP')
  expectEntropy(String(body['access_token']))
  const { payload, protectedHeader } = await jwtVerify(String(body['id_token']), await keySet(), {
    issuer: ISSUER,
    audience: run.client.clientId,
  })
  expect(protectedHeader.alg).toMatch(/^(PS256|ES256|EdDSA)$/)
  expect(payload['nonce']).toBe(nonce)
  return body
}

/** A whole flow with these changes, on to the resource. */
export async function flow(run: Fapi2Run, options: PushOptions = {}): Promise<Fields> {
  const sent: Fields = { ...(await run.parameters()), ...options.parameters }
  const answer = await run.authorize({ ...options, parameters: sent })
  expect(answer['state']).toBe(sent['state'])
  expectEntropy(answer['code'] ?? '')
  const nonce = sent['nonce'] as string | undefined
  const tokens = await tokensOf(run, answer['code'] ?? '', nonce)
  const { status, headers } = await run.resource(String(tokens['access_token']))
  expect(status).toBe(200)
  expect(headers.get('Content-Type')).toMatch('application/json')
  return tokens
}

export const flowWith =
  (parameters: Fields): Fapi2Module =>
  async (run) => {
    await flow(run, { parameters })
  }

export const refused = ({ status, body }: Json, ...errors: string[]): void => {
  expect([400, 401], JSON.stringify(body)).toContain(status)
  expect(errors).toContain(body['error'])
}

export const pushRefused =
  (
    options: (run: Fapi2Run) => PushOptions | Promise<PushOptions>,
    ...errors: string[]
  ): Fapi2Module =>
  async (run) => {
    refused(await run.push(await options(run)), ...errors)
  }

export const BAD_CLIENT = ['invalid_client', 'invalid_request']

/** A page, or an answer to the client, with one of these errors. */
export async function pageRefuses(
  run: Fapi2Run,
  requestUri: unknown,
  outside: Fields = {},
): Promise<void> {
  const page = await run.open(requestUri, outside)
  const words = page.left ? page.left.href : page.text
  expect(words, inWords(page)).toMatch(/invalid_request(_uri|_object)?/)
  expect(page.form?.action).not.toBe('/login')
}
