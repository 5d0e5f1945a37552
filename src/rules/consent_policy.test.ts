import { expect, it } from 'vitest'
import { client } from '../../test/worker/support/reading_world.ts'
import { consentPolicyOf, hostOf } from './consent_policy.ts'

it.each([
  { method: 'client_secret_basic', uri: 'http://127.0.0.1/cb', given: 'remember' },
  { method: 'client_secret_basic', uri: 'https://rp.example/cb', given: 'skip' },
  { method: 'none', uri: 'https://rp.example/cb', given: 'remember' },
] as const)('a client that can be told by $method at $uri is asked as registered', (row) => {
  const registered = client('c', { token_endpoint_auth_method: row.method, consent: row.given })
  expect(consentPolicyOf(registered, row.uri)).toBe(row.given)
})

it.each(['http://127.0.0.1:4000/cb', 'https://localhost/cb', 'myapp://callback'])(
  'a public client at %s always asks, whatever it was registered with (catalogue 202, RFC 8252 §8.6)',
  (uri) => {
    const registered = client('c', { token_endpoint_auth_method: 'none', consent: 'skip' })
    expect(consentPolicyOf(registered, uri)).toBe('always')
  },
)

it.each([
  { uri: 'https://rp.example:8443/cb?x=1', host: 'https://rp.example' },
  { uri: 'http://127.0.0.1:51004/cb', host: 'http://127.0.0.1' },
  { uri: 'myapp://callback/cb', host: 'myapp://callback' },
  { uri: 'com.example.app:/cb', host: 'com.example.app://' },
])('an answer to $uri goes to $host', ({ uri, host }) => {
  expect(hostOf(uri)).toBe(host)
})
