import { describe, expect, it } from 'vitest'
import ssrf from '../../test/vectors/ssrf-urls.json'
import { client, settings } from '../../test/worker/support/reading_world.ts'
import { checkRequestUri, requestUriFault } from './request_uris.ts'

const policy = { issuer: 'https://op.amphora.test', outbound: { allow: [] } }
const faultOf = (uri: string) =>
  requestUriFault(client('c', { request_uris: [uri] }), policy)?.field

describe('what a client may register as a request_uri (CWE-918)', () => {
  // Of all addresses that we fetch, these alone may have a fragment.
  it.each(ssrf.static.filter((uri) => uri !== 'https://rp.test/jwks#frag'))('not %j', (uri) => {
    expect(faultOf(uri)).toBe('request_uris.0')
    expect(faultOf(`${uri}#hash`)).toBe('request_uris.0')
  })

  it.each([
    { name: 'a public address', uri: 'https://rp.test/request' },
    { name: 'one with a fragment (OpenID Connect Core §6.2)', uri: 'https://rp.test/r#GkurKx' },
    { name: '512 characters', uri: `https://rp.test/${'x'.repeat(496)}` },
  ])('$name', ({ uri }) => {
    expect(faultOf(uri)).toBeUndefined()
  })

  it.each([
    { name: '513 characters (RFC 9101 §5.2)', uri: `https://rp.test/${'x'.repeat(497)}` },
    { name: 'a fragment with white space', uri: 'https://rp.test/r#a b' },
    { name: 'a fragment outside ASCII', uri: 'https://rp.test/r#é' },
  ])('not $name', ({ uri }) => {
    expect(faultOf(uri)).toBe('request_uris.0')
  })
})

describe('checkRequestUri', () => {
  const REGISTERED = 'https://rp.test/request?v=1#GkurKx'
  const check = (uri: string, isTaken = true) =>
    checkRequestUri(
      uri,
      client('c', { request_uris: ['https://rp.test/other', REGISTERED] }),
      settings({ request_uri_parameter: isTaken }),
    )

  it('answers where to fetch, without the fragment', () => {
    expect(check(REGISTERED)).toEqual({ ok: true, value: 'https://rp.test/request?v=1' })
  })

  it.each([
    'https://rp.test/request?v=1',
    'https://rp.test/request?v=1#another',
    'https://rp.test/request?v=1#GkurKx#',
    'https://rp.test/Request?v=1#GkurKx',
    'https://rp.test/request?v=1&x#GkurKx',
    'https://evil.test/request?v=1#GkurKx',
    '',
  ])('compares whole: %j is another', (uri) => {
    expect(check(uri)).toMatchObject({ reason: { key: 'request_uri_unregistered' } })
  })

  it('takes none where the tenant does not', () => {
    expect(check(REGISTERED, false)).toMatchObject({ reason: { key: 'request_uri_unsupported' } })
  })
})
