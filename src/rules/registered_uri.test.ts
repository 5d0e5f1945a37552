import { describe, expect, it } from 'vitest'
import injection from '../../test/vectors/client-metadata-injection.json'
import mutations from '../../test/vectors/redirect-uri-mutations.json'
import { linkedUriFault, redirectUriFault, type UriPolicy } from './registered_uri.ts'

const issuer = 'https://op.amphora.test'
const web: UriPolicy = { issuer, applicationType: 'web' }
const native: UriPolicy = { issuer, applicationType: 'native' }
const local: UriPolicy = { issuer: 'http://localhost:8000', applicationType: 'web' }

describe('redirectUriFault', () => {
  it.each(mutations.registration_must_reject.map((uri) => ({ uri: uri.slice(0, 60), whole: uri })))(
    'refuses $uri (RFC 6749 §3.1.2, RFC 9700 §4.1)',
    ({ whole }) => {
      expect(redirectUriFault(whole, web)).toBeTypeOf('string')
      expect(redirectUriFault(whole, native)).toBeTypeOf('string')
    },
  )

  it.each([
    { name: 'https', uri: 'https://rp.test/cb', policy: web },
    { name: 'https without a path', uri: 'https://rp.test', policy: web },
    { name: 'https with a query of its own', uri: 'https://rp.test/cb?tenant=1', policy: web },
    { name: 'https on localhost', uri: 'https://localhost:9443/cb', policy: web },
    {
      name: "an app's own scheme, for a web client too",
      uri: 'myapp://oauth/callback',
      policy: web,
    },
    { name: 'a reversed domain (RFC 8252 §7.1)', uri: 'com.example.app:/cb', policy: native },
    {
      name: 'loopback for a native client (RFC 8252 §7.3)',
      uri: 'http://127.0.0.1/cb',
      policy: native,
    },
    { name: 'loopback by IPv6', uri: 'http://[::1]:3000/cb', policy: native },
    {
      name: 'loopback for all under a local issuer',
      uri: 'http://127.0.0.1:3000/cb',
      policy: local,
    },
  ])('takes $name', ({ uri, policy }) => {
    expect(redirectUriFault(uri, policy)).toBeUndefined()
  })

  it.each([
    { name: 'loopback for a web client', uri: 'http://127.0.0.1/cb', policy: web },
    { name: 'http elsewhere under a local issuer', uri: 'http://rp.test/cb', policy: local },
    { name: 'our own origin', uri: 'https://op.amphora.test/cb', policy: web },
    { name: 'a host in capitals', uri: 'https://RP.test/cb', policy: web },
    { name: 'a default port', uri: 'https://rp.test:443/cb', policy: web },
    { name: 'dot segments', uri: 'https://rp.test/a/../cb', policy: web },
    { name: 'a backslash', uri: 'https://rp.test\\@evil.test/cb', policy: web },
    { name: 'userinfo in an app scheme', uri: 'myapp://u@oauth/callback', policy: web },
    { name: 'a parameter of ours', uri: 'https://rp.test/cb?iss=x', policy: web },
    { name: 'an Android intent', uri: 'intent://rp/cb', policy: native },
  ])('refuses $name', ({ uri, policy }) => {
    expect(redirectUriFault(uri, policy)).toBeTypeOf('string')
  })

  it.each(injection.uris)('refuses %s as a post-logout redirect (RFC 7591 §5)', (uri) => {
    expect(redirectUriFault(uri, web)).toBeTypeOf('string')
  })
})

describe('linkedUriFault', () => {
  it.each(injection.uris.filter((uri) => !uri.includes('"')))(
    'refuses %s (CVE-2026-22752)',
    (uri) => {
      expect(linkedUriFault(uri, issuer)).toBeTypeOf('string')
    },
  )

  it('takes https, and http on a loopback host only while we are local ourselves', () => {
    expect(linkedUriFault('https://rp.test/logo.png', issuer)).toBeUndefined()
    expect(linkedUriFault('http://127.0.0.1:3000/logo.png', issuer)).toBeTypeOf('string')
    expect(linkedUriFault('http://127.0.0.1:3000/logo.png', local.issuer)).toBeUndefined()
  })
})
