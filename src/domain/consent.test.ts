import { describe, expect, it } from 'vitest'
import type { ClientId } from '../kernel/ids.ts'
import { coversAll, widened, withdrawn, withdrawnFrom, type Consent } from './consent.ts'

const CLIENT = 'client_a' as ClientId
const HOST = 'https://a.example'

const consent = (scope: string[], claims: string[] = []): Consent => ({
  schema: 1,
  clientId: CLIENT,
  scope,
  claims,
  hosts: [HOST],
  givenAt: 1,
})

/** As it was written before hosts were. */
const BEFORE_HOSTS: Consent = {
  schema: 1,
  clientId: CLIENT,
  scope: ['openid'],
  claims: [],
  givenAt: 1,
}

describe('coversAll', () => {
  it.each([
    {
      name: 'the same again',
      given: consent(['openid', 'email']),
      asked: { scope: ['email', 'openid'], claimNames: [] },
      expect: true,
    },
    {
      name: 'less',
      given: consent(['openid', 'email'], ['name']),
      asked: { scope: ['openid'], claimNames: [] },
      expect: true,
    },
    {
      name: 'one scope more',
      given: consent(['openid']),
      asked: { scope: ['openid', 'offline_access'], claimNames: [] },
      expect: false,
    },
    {
      name: 'one claim more',
      given: consent(['openid'], ['name']),
      asked: { scope: ['openid'], claimNames: ['name', 'birthdate'] },
      expect: false,
    },
    {
      name: 'a claim of the name of a scope',
      given: consent(['openid', 'email']),
      asked: { scope: ['openid'], claimNames: ['email'] },
      expect: false,
    },
    {
      name: 'a scope in other letters (RFC 6749 §3.3: case-sensitive)',
      given: consent(['openid']),
      asked: { scope: ['OpenID'], claimNames: [] },
      expect: false,
    },
    {
      name: 'nothing at all',
      given: consent([]),
      asked: { scope: [], claimNames: [] },
      expect: true,
    },
    {
      name: 'the same for another host (catalogue 202)',
      given: consent(['openid']),
      asked: { scope: ['openid'], claimNames: [], host: 'https://b.example' },
      expect: false,
    },
    {
      name: 'the same, where the host was not asked about',
      given: BEFORE_HOSTS,
      asked: { scope: ['openid'], claimNames: [] },
      expect: false,
    },
  ])('$name: $expect', ({ given, asked, expect: covered }) => {
    expect(coversAll(given, { host: HOST, ...asked })).toBe(covered)
  })
})

describe('widened', () => {
  it('begins with what is asked for', () => {
    const wanted = { scope: ['openid'], claimNames: ['name'], host: HOST }
    expect(widened(undefined, CLIENT, wanted, 7)).toEqual({
      ...consent(['openid'], ['name']),
      givenAt: 7,
    })
  })

  it('adds to what was given before, each once, and takes nothing away', () => {
    const before = consent(['openid', 'email'], ['name'])
    const wanted = {
      scope: ['openid', 'phone'],
      claimNames: ['birthdate'],
      host: 'https://b.example',
    }
    const after = widened(before, CLIENT, wanted, 7)
    expect(after.scope).toEqual(['openid', 'email', 'phone'])
    expect(after.claims).toEqual(['name', 'birthdate'])
    expect(after.hosts).toEqual([HOST, 'https://b.example'])
    expect(coversAll(after, wanted)).toBe(true)
    expect(before).toEqual(consent(['openid', 'email'], ['name']))
  })
})

describe('withdrawals', () => {
  const OTHER = 'client_b' as ClientId

  it.each([
    { name: 'none', from: [], expect: { count: 0, ours: 0, theirs: 0 } },
    { name: 'one from everybody', from: [undefined], expect: { count: 1, ours: 1, theirs: 1 } },
    { name: 'one from us', from: [CLIENT], expect: { count: 1, ours: 1, theirs: 0 } },
    { name: 'one from each', from: [CLIENT, OTHER], expect: { count: 2, ours: 1, theirs: 2 } },
    {
      name: 'one from everybody, then one from us',
      from: [undefined, CLIENT],
      expect: { count: 2, ours: 2, theirs: 1 },
    },
    {
      name: 'one from us, then one from everybody',
      from: [CLIENT, undefined],
      expect: { count: 2, ours: 2, theirs: 2 },
    },
  ])('$name: what was granted before is dead, and nothing else', ({ from, expect: wanted }) => {
    const all = from.reduce((before, clientId) => withdrawn(before, clientId), { count: 0 })
    const found = { ours: withdrawnFrom(all, CLIENT), theirs: withdrawnFrom(all, OTHER) }
    expect({ count: all.count, ...found }).toEqual(wanted)
  })
})
