import { env, exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { admin, MY_APP, ORIGIN, register, TOKEN, V1, validated } from './house.ts'

const CLIENTS = `${V1}/oauth/clients`
const send = (url: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(url, { redirect: 'manual', ...init })

/** What differs in every answer is set aside. */
const withoutRequestId = ({ request_id, ...rest }: Record<string, unknown>) => rest

describe('who may enter (catalogue 204)', () => {
  const refused: { name: string; url?: string; headers: HeadersInit }[] = [
    { name: 'nothing', headers: {} },
    { name: 'another token', headers: { Authorization: 'Bearer wrong' } },
    {
      name: 'the beginning of the token',
      headers: { Authorization: `Bearer ${TOKEN.slice(0, -1)}` },
    },
    { name: 'more than the token', headers: { Authorization: `Bearer ${TOKEN}x` } },
    { name: 'the token in capitals', headers: { Authorization: `Bearer ${TOKEN.toUpperCase()}` } },
    {
      name: 'two tokens',
      headers: [
        ['Authorization', `Bearer ${TOKEN}`],
        ['Authorization', `Bearer ${TOKEN}`],
      ],
    },
    { name: 'two words', headers: { Authorization: `Bearer ${TOKEN} ${TOKEN}` } },
    { name: 'another scheme', headers: { Authorization: `Basic ${btoa(`admin:${TOKEN}`)}` } },
    { name: 'the token alone', headers: { Authorization: TOKEN } },
    { name: 'the token in the query', url: `${CLIENTS}?access_token=${TOKEN}`, headers: {} },
    {
      name: 'the token in a cookie',
      headers: { Cookie: `token=${TOKEN}; __Host-amphora=${TOKEN}` },
    },
    { name: 'an empty token', headers: { Authorization: 'Bearer ' } },
  ]

  it.each(refused)(
    'refuses $name with one and the same answer (CWE-208)',
    async ({ url, headers }) => {
      const nothing = await validated('GET', '/oauth/clients', await send(CLIENTS))
      const answer = await validated(
        'GET',
        '/oauth/clients',
        await send(url ?? CLIENTS, { headers }),
      )
      expect(answer.status).toBe(401)
      expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="admin"')
      expect(withoutRequestId(answer.body)).toEqual(withoutRequestId(nothing.body))
    },
  )

  it('asks before it looks: an unknown client is no different', async () => {
    expect((await send(`${CLIENTS}/client_unknown`)).status).toBe(401)
  })

  it('takes the scheme in any case (RFC 9110 §11.1)', async () => {
    const headers = { Authorization: `bearer ${TOKEN}` }
    expect((await send(CLIENTS, { headers })).status).toBe(200)
  })

  it.each(['', '  ', undefined])(
    'is closed, not open, while ADMIN_TOKEN is %j (catalogue 205)',
    async (token) => {
      const set = env.ADMIN_TOKEN
      Object.assign(env, { ADMIN_TOKEN: token })
      try {
        for (const sent of ['', 'undefined', 'null', set]) {
          const headers = { Authorization: `Bearer ${sent}` }
          const answer = await validated('GET', '/oauth/clients', await send(CLIENTS, { headers }))
          expect(answer.status).toBe(503)
        }
      } finally {
        Object.assign(env, { ADMIN_TOKEN: set })
      }
    },
  )
})

describe('which way in', () => {
  const bearer = { Authorization: `Bearer ${TOKEN}` }

  it.each([
    '//api/sso/v1/oauth/clients',
    '/x/../api/sso/v1/oauth/clients',
    '/api/sso/v1/oauth/clients;x',
    '/api/sso/v1/oauth/clients/',
    '/api//sso/v1/oauth/clients',
    '/%61pi/sso/v1/oauth/clients',
    '/api/sso/v1/%6fauth/clients',
    '/api/sso/v1/oauth%2fclients',
    '/api/sso/v1/..%2fv1/oauth/clients',
    '/API/SSO/V1/oauth/clients',
    '/api/sso/v1/me/../oauth/clients',
    '/api/openapi.json/../sso/v1/oauth/clients',
    '/healthz/../api/sso/v1/oauth/clients',
  ])('has the same guard at %s, or nothing (CVE-2026-47676, catalogue 214)', async (path) => {
    expect([401, 404]).toContain((await send(`${ORIGIN}${path}`)).status)
  })

  it.each([
    { method: 'PUT', path: '/oauth/clients', allow: 'GET, HEAD, POST' },
    { method: 'PUT', path: '/oauth/clients/x', allow: 'GET, HEAD, PATCH, DELETE' },
    { method: 'POST', path: '/tenant', allow: 'GET, HEAD, PATCH' },
    { method: 'GET', path: '/keys/EdDSA/rotate', allow: 'POST' },
    { method: 'DELETE', path: '/audit', allow: 'GET, HEAD' },
    { method: 'POST', path: '/users/x', allow: 'GET, HEAD, PATCH, DELETE' },
  ])('answers $method $path with 405 and what it takes', async ({ method, path, allow }) => {
    const answer = await admin(method, path)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe(allow)
  })

  it.each(['Tenant-Id', 'X-Tenant-Id', 'X-Forwarded-Host', 'Forwarded', 'X-Original-URL'])(
    'leads to the one tenant there is, whatever %s says (catalogue 213)',
    async (header) => {
      const headers = { ...bearer, [header]: header === 'Forwarded' ? 'host=other' : 'other' }
      const [asked, plain] = [
        await send(`${V1}/tenant`, { headers }),
        await admin('GET', '/tenant'),
      ]
      expect(await asked.json()).toEqual(plain.body)
      expect((await send(`${V1}/other/tenant`, { headers })).status).toBe(404)
    },
  )

  it('answers 404 where there is nothing', async () => {
    expect((await admin('GET', '/nothing')).body).toMatchObject({ status: 404, error: 'not_found' })
  })

  it('lets no other origin read or ask (CWE-942, catalogue 211)', async () => {
    const headers = { ...bearer, Origin: 'https://evil.test' }
    const read = await send(CLIENTS, { headers })
    const asked = await send(CLIENTS, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.test', 'Access-Control-Request-Method': 'POST' },
    })
    for (const response of [read, asked]) {
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
    expect(asked.status).toBeGreaterThanOrEqual(400)
  })
})

describe('what may be brought', () => {
  const post = async (body: BodyInit | null, type: string | null, headers: HeadersInit = {}) =>
    validated(
      'POST',
      '/oauth/clients',
      await send(CLIENTS, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          ...(type !== null && { 'Content-Type': type }),
          ...headers,
        },
        body,
      }),
    )

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    null,
  ])('refuses a body of type %s with 415 (catalogue 211)', async (type) => {
    expect((await post(new Blob([JSON.stringify(MY_APP)]), type)).status).toBe(415)
  })

  it('takes a charset beside the type', async () => {
    expect((await post(JSON.stringify(MY_APP), 'application/json; charset=utf-8')).status).toBe(201)
  })

  it.each(['', '{', 'null', '[]', '"text"', '{"name": "x",}', '{"a":'.repeat(9000)])(
    'refuses %.20s, which is no JSON object',
    async (body) => {
      const answer = await post(body, 'application/json')
      expect(answer.body).toMatchObject({ status: 400, error: 'invalid_request' })
    },
  )

  it('refuses bytes that are not UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
    expect((await post(body, 'application/json')).status).toBe(400)
  })

  it('stops reading at 64 KiB, whatever the headers say (CVE-2026-44456, catalogue 221)', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(16 * 1024))
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        if (sent > 1000) controller.close()
        else controller.enqueue(chunk)
      },
    })
    expect((await post(endless, 'application/json')).status).toBe(413)
    expect(sent).toBeLessThan(100)
  })

  it.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=1e9',
    'limit=NaN',
    'limit=1&limit=2',
    'offset=3',
    `q=${'a'.repeat(201)}`,
  ])('refuses a list by %.20s (CWE-770, catalogue 210)', async (query) => {
    const answer = await admin('GET', `/oauth/clients?${query}`)
    expect(answer.body).toMatchObject({ status: 400, error: 'invalid_request' })
    expect(answer.body.field).toBe(query.split('=')[0])
  })

  it('refuses a cursor that is forged, altered, or of another list', async () => {
    for (const name of ['a', 'b']) await register({ name: `Cursor ${name}` })
    const { body } = await admin('GET', '/oauth/clients?limit=1')
    const cursor = String(body.next_cursor)
    const altered = cursor.slice(0, -1) + (cursor.endsWith('A') ? 'B' : 'A')
    for (const path of [
      '/oauth/clients?cursor=client_0',
      `/oauth/clients?cursor=${altered}`,
      `/oauth/clients?q=Cursor&cursor=${cursor}`,
      `/users?cursor=${cursor}`,
      `/audit?cursor=${cursor}`,
    ]) {
      expect((await admin('GET', path)).body).toMatchObject({ status: 400, field: 'cursor' })
    }
  })
})
