import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import ssrf from '../../test/vectors/ssrf-urls.json'
import { checkOutboundUrl } from './outbound_url.ts'

const policy = { issuer: 'https://op.amphora.test', outbound: { allow: [] } }

describe('checkOutboundUrl (CWE-918)', () => {
  it.each(ssrf.static)('refuses %j', (url) => {
    expect(checkOutboundUrl(url, policy)).toEqual({ ok: false, reason: 'forbidden_url' })
  })

  it.each([
    'https://rp.example/jwks',
    'https://keys.rp.example/a/b?c=d',
    'https://rp.example:8443/jwks',
    'https://xn--bcher-kva.example/jwks',
  ])('lets %s through', (url) => {
    expect(checkOutboundUrl(url, policy).ok).toBe(true)
  })

  it.each([
    { name: 'an address of the public internet', url: 'https://93.184.216.34/' },
    { name: 'an IPv6 address of the public internet', url: 'https://[2606:2800:220:1::1]/' },
    { name: 'a name of one label', url: 'https://intranet/' },
    { name: 'a name with a final dot', url: 'https://rp.example./' },
    { name: 'a name below localhost', url: 'https://rp.localhost/' },
    { name: 'a name of the local network', url: 'https://printer.local/' },
    { name: 'a rebinding name itself', url: 'https://localtest.me/' },
    { name: 'our own name on another port', url: 'https://op.amphora.test:8443/' },
    { name: 'a name without https', url: 'http://rp.example/jwks' },
    { name: 'white space at the end', url: 'https://rp.example/jwks ' },
    { name: 'a script', url: 'javascript:alert(1)' },
    // What one parser repairs, another reads as a path, or as another host.
    { name: 'no slashes', url: 'https:rp.example/jwks' },
    { name: 'three slashes', url: 'https:///rp.example/jwks' },
    { name: 'a scheme in capitals', url: 'HTTPS://rp.example/jwks' },
    { name: 'a host in capitals', url: 'https://RP.example/jwks' },
    { name: 'the default port', url: 'https://rp.example:443/jwks' },
    { name: 'an empty port', url: 'https://rp.example:/jwks' },
    { name: 'an escaped name', url: 'https://%6cocalhost/' },
    { name: 'empty userinfo', url: 'https://@rp.example/' },
    { name: 'userinfo that looks like a host', url: 'https://rp.example:443@evil.example/' },
  ])('refuses $name', ({ url }) => {
    expect(checkOutboundUrl(url, policy).ok).toBe(false)
  })

  it('lets through an origin that the operator allows, whole and for development', () => {
    const development = { ...policy, outbound: { allow: ['http://127.0.0.1:3000'] } }
    expect(checkOutboundUrl('http://127.0.0.1:3000/jwks', development).ok).toBe(true)
    expect(checkOutboundUrl('http://127.0.0.1:3001/jwks', development).ok).toBe(false)
    expect(checkOutboundUrl('http://u@127.0.0.1:3000/jwks', development).ok).toBe(false)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => {
        expect(typeof checkOutboundUrl(url, policy).ok).toBe('boolean')
      }),
    )
  })
})
