import { describe, expect, it } from 'vitest'
import { ISSUER, settings } from '../../test/worker/support/reading_world.ts'
import { accessTargetOf, longestAccessToken, mayTarget } from './access_target.ts'

const server = (resource: string, scope: string, lifetime: number, alg: 'RS256' | 'EdDSA') => ({
  resource,
  name: resource,
  scopes: [scope],
  access_token_lifetime: lifetime,
  access_token_signing_alg: alg,
})

const giver = {
  issuer: ISSUER,
  settings: settings({
    access_token_lifetime: 300,
    resource_servers: [
      server('urn:a', 'a', 7200, 'RS256'),
      server('urn:b', 'b', 60, 'EdDSA'),
      server('urn:c', 'c', 600, 'EdDSA'),
    ],
  }),
}
const GRANTED = ['openid', 'a', 'b', 'misc']

describe('what an access token is for (RFC 8707 §2.2, RFC 9068 §3)', () => {
  it.each([
    { resource: [], audience: [ISSUER], scope: GRANTED, lifetime: 300, alg: 'EdDSA' },
    { resource: [ISSUER], scope: ['openid', 'misc'], lifetime: 300, alg: 'EdDSA' },
    { resource: ['urn:a'], scope: ['a'], lifetime: 7200, alg: 'RS256' },
    { resource: ['urn:b'], scope: ['b'], lifetime: 60, alg: 'EdDSA' },
    { resource: ['urn:b', 'urn:c'], scope: ['b'], lifetime: 60, alg: 'EdDSA' },
    { resource: ['urn:a', 'urn:b'], scope: ['a', 'b'], lifetime: 60, alg: 'RS256' },
    { resource: ['urn:a', ISSUER], scope: ['openid', 'a', 'misc'], lifetime: 300, alg: 'RS256' },
    // Removed since it was granted.
    { resource: ['urn:gone'], scope: [], lifetime: 300, alg: 'EdDSA' },
  ])('for $resource: $scope, $lifetime s, $alg', ({ resource, ...expected }) => {
    const target = accessTargetOf(resource, GRANTED, giver)
    expect(target).toEqual({ audience: resource, ...expected })
  })

  it.each([
    { resource: [], scope: [], may: true },
    { resource: [ISSUER], scope: [], may: true },
    { resource: ['urn:a'], scope: ['a'], may: true },
    { resource: ['urn:a'], scope: ['b', 'openid'], may: false },
    { resource: ['urn:a', 'urn:b'], scope: ['a'], may: false },
    { resource: ['urn:A'], scope: ['a'], may: false },
    { resource: ['urn:gone'], scope: ['a'], may: false },
  ])('$resource with $scope may be asked for: $may', ({ resource, scope, may }) => {
    expect(mayTarget(resource, scope, giver)).toBe(may)
  })

  it('is remembered for as long as the longest of them lives', () => {
    expect(longestAccessToken(giver.settings)).toBe(7200)
    expect(longestAccessToken(settings({ access_token_lifetime: 9000 }))).toBe(9000)
  })
})
