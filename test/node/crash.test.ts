/** What an answer said still holds after the process was killed: nothing is redeemed twice, nothing that was told is lost. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exchange, FORM, type Received } from '../../bench/http.ts'
import { authorizationUrl, type Flow } from '../../bench/code_flow.ts'
import { startProvider } from '../../bench/provider.ts'
import type { RunningWorker } from '../../bench/workerd.ts'

let worker: RunningWorker
let flow: Flow

beforeAll(async () => {
  ;({ worker, flow } = await startProvider(1))
}, 120_000)
afterAll(() => worker.stop())

const VERIFIER = 'v'.repeat(43)

async function newCode(url = authorizationUrl(flow, VERIFIER)): Promise<string> {
  const answer = await exchange(url, { headers: { Cookie: flow.cookies[0] ?? '' } })
  return URL.canParse(answer.location)
    ? (new URL(answer.location).searchParams.get('code') ?? '')
    : ''
}

const post = (url: string, fields: Record<string, string>): Promise<Received> =>
  exchange(url, {
    method: 'POST',
    headers: FORM,
    body: new URLSearchParams({
      ...fields,
      client_id: flow.clientId,
      client_secret: flow.clientSecret,
    }).toString(),
  })

const redeem = (code: string): Promise<Received> =>
  post(flow.tokenEndpoint, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: flow.redirectUri,
    code_verifier: VERIFIER,
  })

it('a code that was issued before a crash redeems after it, once and only once (F2)', async () => {
  const code = await newCode()
  await worker.crash()
  const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

it('a code that was redeemed before a crash is used after it, and trying again ends its grant (F2)', async () => {
  const code = await newCode()
  const first = await redeem(code)
  expect(first.status).toBe(200)
  await worker.crash()
  const again = await redeem(code)
  expect(again.status).toBe(400)
  expect(again.body).toContain('invalid_grant')
  const { access_token: token } = JSON.parse(first.body) as { access_token: string }
  const introspected = await post(`${flow.issuer}/oauth/introspect`, { token })
  expect(JSON.parse(introspected.body)).toEqual({ active: false })
})

it('a request that was used before a crash is refused after it (F2)', async () => {
  const url = authorizationUrl(flow, VERIFIER)
  expect(await newCode(url)).not.toBe('')
  await worker.crash()
  expect(await newCode(url)).toBe('')
})

it('whatever was answered while the process was killed still stands, and no code is redeemed twice (F2)', async () => {
  const codes = await Promise.all(Array.from({ length: 30 }, () => newCode()))
  const before = codes.map((code) =>
    redeem(code).then(
      ({ status }) => status,
      () => 0,
    ),
  )
  await new Promise((resolve) => setTimeout(resolve, 15))
  const killed = worker.crash()
  const first = await Promise.all(before)
  await killed
  const second = await Promise.all(codes.map((code) => redeem(code)))
  const winners = codes.map(
    (_, at) => Number(first[at] === 200) + Number(second[at]?.status === 200),
  )
  expect(Math.max(...winners)).toBe(1)
})
