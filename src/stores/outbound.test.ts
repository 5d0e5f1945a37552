import { afterEach, describe, expect, it, vi } from 'vitest'
import ssrf from '../../test/vectors/ssrf-urls.json'
import { createOutbound } from './outbound.ts'

const outbound = createOutbound({ issuer: 'https://op.amphora.test', allow: [] })
const URL_OF_KEYS = 'https://rp.example/jwks'

/** Stands in for the network, and answers how often it was asked. */
function network(answer: () => Response | Promise<Response>) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer())
}

const json = (body: string | ReadableStream, type = 'application/json') =>
  new Response(body, { headers: { 'content-type': type } })

/** Chunks without end, and whether anybody is still listening. */
function endless(chunk: Uint8Array, everyMs: number) {
  const state = { isCancelled: false }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await scheduler.wait(everyMs)
      controller.enqueue(chunk)
    },
    cancel() {
      state.isCancelled = true
    },
  })
  return { stream, state }
}

afterEach(() => vi.restoreAllMocks())

describe('the one door out (CWE-918)', () => {
  it.each(ssrf.static)('never knocks at %j', async (url) => {
    const fetched = network(() => json('{}'))
    expect(await outbound.json(url, 1000)).toEqual({ ok: false, reason: 'forbidden_url' })
    expect(fetched).not.toHaveBeenCalled()
  })

  it.each(['application/json', 'application/jwk-set+json; charset=utf-8', 'Application/JSON'])(
    'brings %s in',
    async (type) => {
      network(() => json('{"keys":[]}', type))
      expect(await outbound.json(URL_OF_KEYS, 1000)).toEqual({ ok: true, value: { keys: [] } })
    },
  )

  it.each(['application/oauth-authz-req+jwt', 'application/jwt', 'Application/JWT; charset=utf-8'])(
    'brings in a JWT as %s (RFC 9101 §10.4.1)',
    async (type) => {
      const fetched = network(() => json('a.b.c', type))
      expect(await outbound.jwt(URL_OF_KEYS, 1000)).toEqual({ ok: true, value: 'a.b.c' })
      expect(fetched.mock.calls[0]?.[1]).toMatchObject({ redirect: 'manual' })
    },
  )

  it.each(['text/html', 'text/plain', 'application/json', 'application/jwt-like', ''])(
    'takes no JWT that comes as %j',
    async (type) => {
      network(() => json('a.b.c', type))
      expect(await outbound.jwt(URL_OF_KEYS, 1000)).toEqual({ ok: false, reason: 'wrong_type' })
    },
  )

  it('follows no redirect', async () => {
    const headers = { location: 'https://127.0.0.1/' }
    const fetched = network(() => new Response(null, { status: 302, headers }))
    expect(await outbound.json(URL_OF_KEYS, 1000)).toEqual({ ok: false, reason: 'redirected' })
    expect(fetched).toHaveBeenCalledOnce()
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({ redirect: 'manual' })
  })

  it.each([
    { name: 'an error', answer: () => new Response('{}', { status: 500 }), reason: 'status' },
    { name: 'a page', answer: () => json('{}', 'text/html'), reason: 'wrong_type' },
    { name: 'no type', answer: () => new Response(new Uint8Array(2)), reason: 'wrong_type' },
    { name: 'text that is not JSON', answer: () => json('{'), reason: 'wrong_type' },
    {
      name: 'more than was asked for',
      answer: () => json(`"${'x'.repeat(1000)}"`),
      reason: 'too_large',
    },
  ])('brings in nothing of $name', async ({ answer, reason }) => {
    network(answer)
    expect(await outbound.json(URL_OF_KEYS, 1000)).toEqual({ ok: false, reason })
  })

  it('is shut where nobody answers', async () => {
    network(() => Promise.reject(new Error('the network is down')))
    expect(await outbound.json(URL_OF_KEYS, 1000)).toEqual({ ok: false, reason: 'unreachable' })
  })

  it('reads no further than the limit of a body without end', async () => {
    const { stream, state } = endless(new Uint8Array(1024), 0)
    network(() => json(stream))
    expect(await outbound.json(URL_OF_KEYS, 64 * 1024)).toEqual({ ok: false, reason: 'too_large' })
    expect(state.isCancelled).toBe(true)
  })

  it('waits three seconds for all of an answer, however lively it trickles', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    network(() => json(endless(new Uint8Array([32]), 10).stream))
    const answer = outbound.json(URL_OF_KEYS, 1000)
    await vi.advanceTimersByTimeAsync(3000)
    vi.useRealTimers()
    expect(await answer).toEqual({ ok: false, reason: 'too_slow' })
  })
})

describe('a form that is sent out', () => {
  const URI = 'https://rp.example/logout'

  it.each(ssrf.static)('never goes to %j', async (url) => {
    const fetched = network(() => new Response())
    expect(await outbound.post(url, {})).toEqual({ ok: false, reason: 'forbidden_url' })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('is posted as a form, and follows no redirect', async () => {
    const headers = { location: 'https://127.0.0.1/' }
    const fetched = network(() => new Response(null, { status: 307, headers }))
    expect(await outbound.post(URI, { a: 'b c' })).toEqual({ ok: false, reason: 'redirected' })
    expect(fetched).toHaveBeenCalledOnce()
    const [, init] = fetched.mock.calls[0] ?? []
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(String(init?.body)).toBe('a=b+c')
  })

  it.each([
    { status: 200, taken: true },
    { status: 204, taken: true },
    { status: 202, taken: false },
    { status: 400, taken: false },
    { status: 500, taken: false },
  ])('and answered by $status is taken: $taken', async ({ status, taken }) => {
    network(() => new Response(null, { status }))
    expect((await outbound.post(URI, {})).ok).toBe(taken)
  })

  it('waits three seconds for an answer (catalogue 162)', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    network(() => new Promise(() => {}))
    const answer = outbound.post(URI, {})
    await vi.advanceTimersByTimeAsync(3000)
    vi.useRealTimers()
    expect(await answer).toEqual({ ok: false, reason: 'too_slow' })
  })
})

describe('JSON that is sent out', () => {
  const SERVICE = 'https://mail.example/emails'
  const send = (url = SERVICE) => outbound.postJson(url, { a: 1 }, { Authorization: 'Bearer k' })

  it.each(ssrf.static)('never goes to %j', async (url) => {
    const fetched = network(() => json('{}'))
    expect(await send(url)).toEqual({ ok: false, reason: 'forbidden_url' })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('follows no redirect, which the key would go along with', async () => {
    const headers = { location: 'https://elsewhere.example/' }
    const fetched = network(() => new Response(null, { status: 307, headers }))
    expect(await send()).toEqual({ ok: false, reason: 'redirected' })
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', redirect: 'manual' })
  })

  it.each([
    { status: 200, taken: true },
    { status: 202, taken: true },
    { status: 401, taken: false },
    { status: 429, taken: false },
    { status: 500, taken: false },
  ])('was taken where the answer is $status: $taken', async ({ status, taken }) => {
    network(() => new Response(null, { status }))
    expect((await send()).ok).toBe(taken)
  })
})
