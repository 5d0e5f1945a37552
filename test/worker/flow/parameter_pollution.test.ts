/** The corpus of parameter pollution, every line of it over HTTP. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  registerClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'
import corpus from '../../vectors/parameter-pollution.json'

const ADA = 'ada@pollution.amphora.test'
let client: TestClient
let browser: Browser

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
  browser = await signedInBrowser(client, ADA)
})

const linesOf = (endpoint: string) => corpus.vectors.filter((line) => line.endpoint === endpoint)

const FORM = 'application/x-www-form-urlencoded'

interface Sent {
  method?: string
  query?: string
  type?: string
  body?: string | ReadableStream
}

/** Lines that are told in words, and what they mean. */
const TOLD: Record<string, () => Sent> = {
  '(in the URL query) ?client_id=a&client_secret=s': () => ({
    query: '?client_id=a&client_secret=s',
  }),
  'Content-Type: application/json body': () => ({ type: 'application/json', body: '{}' }),
  'Content-Type: multipart/form-data': () => ({ type: 'multipart/form-data; boundary=x' }),
  'Content-Type: text/plain': () => ({ type: 'text/plain' }),
  'Transfer-Encoding: chunked, 10 MiB': () => ({ body: tenMebibytes() }),
  '10 000 distinct parameters': () => ({
    body: Array.from({ length: 10_000 }, (_, at) => `p${at}=1`).join('&'),
  }),
  'GET /token': () => ({ method: 'GET' }),
}

function tenMebibytes(): ReadableStream {
  let left = 160
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(64 * 1024).fill(97))
      else controller.close()
    },
  })
}

describe('at the token endpoint', () => {
  it.each(linesOf('token'))('$send: $expect', async ({ send, expect: wanted }) => {
    const { method = 'POST', query = '', type = FORM, body = '' } = TOLD[send]?.() ?? { body: send }
    const response = await exports.default.fetch(`${ISSUER}/oauth/token${query}`, {
      method,
      headers: {
        'Content-Type': type,
        Authorization: `Basic ${btoa(`${client.clientId}:${client.secret}`)}`,
      },
      ...(method === 'POST' && { body }),
    })
    const answer = await response.json<{ error: string }>()
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(answer).not.toHaveProperty('access_token')
    const [, error] = /^400 ((?:invalid|unsupported)_\w+)/.exec(wanted) ?? []
    // A lone code says nothing of its grant_type: what is missing is refused first.
    if (error && !send.startsWith('code[')) expect(answer.error).toBe(error)
    if (wanted.startsWith('413')) expect(response.status).toBe(413)
    if (wanted.startsWith('405')) expect(response.headers.get('Allow')).toBe('POST')
  })
})

describe('at the authorization endpoint, inside a signed request', () => {
  it.each([
    { send: 'state=x%26code%3Dattacker', claims: { state: 'x&code=attacker' } },
    { send: 'unknown=1', claims: { unknown: 1 } },
  ])('$send is answered with one code and one state', async ({ claims }) => {
    const page = await browser.open(await client.requestUrl(claims))
    codeOf(page)
    expect(page.left?.searchParams.getAll('state')).toHaveLength(1)
    expect(page.left?.searchParams.getAll('code')).toHaveLength(1)
  })

  it.each([
    // What a form parser makes of a byte that is no UTF-8.
    { send: 'state=%ff', claims: { state: '\ufffd' }, error: 'invalid_request' },
    { send: 'state= 8 KiB', claims: { state: 's'.repeat(8192) }, error: 'invalid_request' },
    {
      send: 'response_type=code%20',
      claims: { response_type: 'code ' },
      error: 'unsupported_response_type',
    },
    {
      send: 'response_type=id_token code',
      claims: { response_type: 'id_token code' },
      error: 'unsupported_response_type',
    },
    {
      send: 'response_type=code id_token',
      claims: { response_type: 'code id_token' },
      error: 'unsupported_response_type',
    },
    { send: 'prompt=none login', claims: { prompt: 'none login' }, error: 'invalid_request' },
    { send: 'max_age=-1', claims: { max_age: -1 }, error: 'invalid_request' },
    { send: 'max_age=abc', claims: { max_age: 'abc' }, error: 'invalid_request' },
  ])('$send is $error', async ({ claims, error }) => {
    const page = await browser.open(await client.requestUrl(claims))
    const { search, hash } = page.left ?? new URL(ISSUER)
    expect(new URLSearchParams(hash.slice(1) || search).get('error')).toBe(error)
  })

  it('max_age=0 asks for the password', async () => {
    const page = await browser.open(await client.requestUrl({ max_age: 0, prompt: 'login' }))
    expect(page.form?.action).toBe('/login')
  })

  it.each(linesOf('authorize').filter(({ send }) => /^(\w+)=.*&\1=/.test(send)))(
    '$send is a page and no redirect',
    async ({ send }) => {
      const page = await browser.open(`/oauth/authorize?${send}`)
      expect(page.status).toBe(400)
      expect(page.left).toBeUndefined()
    },
  )
})
