/** What we say of ourselves, to whom, and for how long: catalogue 156, 215–218. */
import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src/spec/client_metadata.ts'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { worldOfRequest } from '../support/signed_in.ts'

const DISCOVERY = `${ISSUER}/.well-known/openid-configuration`
const OAUTH = `${ISSUER}/.well-known/oauth-authorization-server`
const JWKS = `${ISSUER}/.well-known/jwks.json`

const get = (url: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(url, { headers })
const jsonAt = async (url: string) => (await get(url)).json<Record<string, unknown>>()

describe('discovery', () => {
  it('says the same under both addresses (OpenID Connect Discovery §4, RFC 8414 §3)', async () => {
    const document = await jsonAt(DISCOVERY)
    expect(document).toEqual(await jsonAt(OAUTH))
    expect(document).toMatchObject({
      issuer: ISSUER,
      response_types_supported: ['code'],
      subject_types_supported: ['public', 'pairwise'],
      id_token_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
      code_challenge_methods_supported: ['S256'],
      request_parameter_supported: true,
      request_uri_parameter_supported: false,
      require_signed_request_object: true,
      authorization_response_iss_parameter_supported: true,
      authorization_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
      response_modes_supported: [
        'query',
        'fragment',
        'form_post',
        'query.jwt',
        'fragment.jwt',
        'form_post.jwt',
        'jwt',
      ],
    })
  })

  it.each([
    'token_endpoint',
    'introspection_endpoint',
    'revocation_endpoint',
    'userinfo_endpoint',
    'jwks_uri',
    'pushed_authorization_request_endpoint',
    'authorization_endpoint',
    'end_session_endpoint',
  ])('lists a %s that is there', async (name) => {
    const answer = await get(String((await jsonAt(DISCOVERY))[name]))
    expect(answer.status).not.toBe(404)
  })

  it('follows the settings of the tenant, and its ETag with it', async () => {
    const before = (await get(DISCOVERY)).headers.get('ETag')
    await admin('PATCH', '/tenant', {
      signed_requests: 'per_client',
      scopes: [{ name: 'orders:read', description: 'Read orders' }],
    })
    // Discovery itself never waits for news: whatever grants does, and learns of it for all.
    await worldOfRequest().registry.settings()
    const answer = await get(DISCOVERY)
    expect(answer.headers.get('ETag')).not.toBe(before)
    expect(await answer.json()).toMatchObject({
      require_signed_request_object: false,
      scopes_supported: expect.arrayContaining(['openid', 'orders:read']),
    })
  })

  it.each([
    { 'X-Forwarded-Host': 'evil.example' },
    { Forwarded: 'host=evil.example' },
    { 'X-Original-URL': 'https://evil.example/' },
    { Host: 'evil.example' },
  ] as Record<string, string>[])(
    'names our issuer whatever %o says (catalogue 215)',
    async (headers) => {
      const text = await (await get(DISCOVERY, headers)).text()
      expect(text).not.toContain('evil.example')
    },
  )

  it('names our issuer under another host too (catalogue 215)', async () => {
    const answer = await get('https://evil.example/.well-known/openid-configuration')
    expect(await answer.json()).toMatchObject({ issuer: ISSUER })
  })
})

describe('the key set', () => {
  it('has public members alone, a kid on each key, and no secret key (catalogue 218)', async () => {
    const { keys } = (await jsonAt(JWKS)) as { keys: Record<string, string>[] }
    expect(keys.length).toBeGreaterThanOrEqual(4)
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
    for (const key of keys) {
      expect(['RSA', 'EC', 'OKP']).toContain(key['kty'])
      expect(SIGNING_ALGORITHMS).toContain(key['alg'])
      const names = Object.keys(key)
      expect(names).toContain('kid')
      expect(names.filter((name) => /^(d|p|q|dp|dq|qi|oth|k)$/.test(name))).toEqual([])
    }
  })
})

describe.each([DISCOVERY, OAUTH, JWKS])('%s', (url) => {
  it('may be kept by anybody for five minutes (catalogue 216)', async () => {
    const answer = await get(url)
    expect(answer.headers.get('Content-Type')).toBe('application/json')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300')
  })

  it('is not sent again to whoever has it (RFC 9110 §13.1.2)', async () => {
    const etag = (await get(url)).headers.get('ETag') ?? ''
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await get(url, { 'If-None-Match': tag })
      expect(answer.status).toBe(304)
      expect(await answer.text()).toBe('')
    }
    expect((await get(url, { 'If-None-Match': '"other"' })).status).toBe(200)
  })

  it('takes GET and HEAD alone', async () => {
    expect((await exports.default.fetch(url, { method: 'HEAD' })).status).toBe(200)
    const posted = await exports.default.fetch(url, { method: 'POST' })
    expect(posted.status).toBe(405)
    expect(posted.headers.get('Allow')).toBe('GET')
  })
})

describe('pages of other origins (catalogue 156, 217)', () => {
  const headers = { Origin: 'https://evil.example', Cookie: '__Host-session=x' }
  const preflight = (path: string, method: string, asked = 'authorization,content-type') =>
    exports.default.fetch(`${ISSUER}${path}`, {
      method: 'OPTIONS',
      headers: {
        ...headers,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': asked,
      },
    })

  it.each([
    { path: '/.well-known/openid-configuration', method: 'GET' },
    { path: '/.well-known/jwks.json', method: 'GET' },
    { path: '/oauth/token', method: 'POST' },
    { path: '/oauth/revoke', method: 'POST' },
    { path: '/oauth/userinfo', method: 'GET' },
  ])('may read $path, without their cookies', async ({ path, method }) => {
    const asked = await preflight(path, method)
    expect(asked.status).toBe(204)
    expect(asked.headers.get('Access-Control-Allow-Methods')).toContain(method)
    expect(asked.headers.get('Access-Control-Allow-Headers')).toMatch(/authorization/i)
    const answer = await exports.default.fetch(`${ISSUER}${path}`, { method, headers })
    for (const each of [asked, answer]) {
      expect(each.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(each.headers.has('Access-Control-Allow-Credentials')).toBe(false)
    }
  })

  it.each([
    '/oauth/introspect',
    '/oauth/par',
    '/oauth/authorize',
    '/login',
    '/api/sso/v1/me',
    '/api/sso/v1/users',
  ])('may not read %s', async (path) => {
    for (const answer of [
      await preflight(path, 'POST'),
      await exports.default.fetch(`${ISSUER}${path}`, { headers }),
    ]) {
      expect(answer.headers.has('Access-Control-Allow-Origin')).toBe(false)
    }
  })
})
