import { describe, expect, it } from 'vitest'
import { completeClientMetadata } from './client_metadata.ts'
import { sectorOf } from './sector.ts'

const MANY = ['https://shop.example/cb', 'https://blog.example/cb']

describe('the sector of a client (OpenID Connect Core §8.1)', () => {
  it.each([
    {
      name: 'the host of its redirect URI',
      given: ['https://shop.example/cb'],
      expect: 'shop.example',
    },
    {
      name: 'the one host of them all',
      given: ['https://shop.example/a', 'https://shop.example/b'],
      expect: 'shop.example',
    },
    {
      name: 'the host alone, whatever the port',
      given: ['https://shop.example:8443/a', 'https://shop.example/b'],
      expect: 'shop.example',
    },
    { name: 'none, of several hosts', given: MANY, expect: undefined },
    { name: 'none, of an app’s own scheme', given: ['shop://cb/x'], expect: undefined },
    { name: 'none, of nothing', given: [], expect: undefined },
    {
      name: 'the host of its list',
      given: MANY,
      uri: 'https://group.example/uris.json',
      expect: 'group.example',
    },
  ])('is $name', ({ given, uri, expect: wanted }) => {
    const metadata = { redirect_uris: given, ...(uri && { sector_identifier_uri: uri }) }
    expect(sectorOf(metadata)).toBe(wanted)
  })
})

describe('registering pairwise subjects', () => {
  const judged = (changes: object) =>
    completeClientMetadata(
      { client_name: 'x', redirect_uris: MANY, subject_type: 'pairwise', ...changes },
      { issuer: 'https://op.amphora.test', scopes: [], profile: 'oidc', outbound: { allow: [] } },
    )

  it('"If there are multiple hostnames …, the Client MUST register a sector_identifier_uri"', () => {
    expect(judged({})).toMatchObject({ ok: false, reason: { field: 'sector_identifier_uri' } })
    expect(judged({ redirect_uris: MANY.slice(0, 1) }).ok).toBe(true)
    expect(judged({ sector_identifier_uri: 'https://group.example/uris.json' }).ok).toBe(true)
  })

  it('takes a sector_identifier_uri by https alone (OpenID Connect Registration §2)', () => {
    const http = { sector_identifier_uri: 'http://group.example/uris.json' }
    for (const subject_type of ['pairwise', 'public']) {
      expect(judged({ ...http, subject_type })).toMatchObject({
        ok: false,
        reason: { error: 'invalid_client_metadata', field: 'sector_identifier_uri' },
      })
    }
  })
})
