import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../kernel/json.ts'
import { NO_ATTRIBUTES, type Attributes } from './attributes.ts'
import { mappedClaims, type ClaimMapping, type Telling } from './claim_mapping.ts'

const ada: Attributes = {
  roles: ['editor'],
  groups: ['staff', 'harbour'],
  custom: { plan: 'gold', limits: { seats: 3 }, nothing: null, blank: '' },
}
const mapping = (changes: Partial<ClaimMapping> = {}): ClaimMapping => ({
  claim: 'https://harbour.example/plan',
  source: 'plan',
  scope: 'museum',
  in: ['id_token', 'userinfo', 'access_token'],
  ...changes,
})

describe('what is told of a person by', () => {
  it.each<{ name: string; given: Partial<Telling>; of?: Attributes; expect: JsonObject }>([
    { name: 'no scope: nothing', given: { scope: ['openid', 'profile'] }, expect: {} },
    { name: 'roles: their roles', given: { scope: ['roles'] }, expect: { roles: ['editor'] } },
    {
      name: 'groups, in an access token (RFC 9068 §2.2.3.1)',
      given: { scope: ['groups'], places: ['access_token'] },
      expect: { groups: ['staff', 'harbour'] },
    },
    {
      name: 'roles, in an ID token: nothing',
      given: { scope: ['roles'], places: ['id_token'] },
      expect: {},
    },
    {
      name: 'roles of who has none: nothing',
      given: { scope: ['roles'] },
      of: NO_ATTRIBUTES,
      expect: {},
    },
    {
      name: 'a scope that a custom claim is mapped to',
      given: { scope: ['museum'], mappings: [mapping()] },
      expect: { 'https://harbour.example/plan': 'gold' },
    },
    {
      name: 'the same in an ID token',
      given: { scope: ['museum'], mappings: [mapping()], places: ['id_token'] },
      expect: { 'https://harbour.example/plan': 'gold' },
    },
    {
      name: 'the same where it is told elsewhere',
      given: { scope: ['museum'], mappings: [mapping({ in: ['userinfo'] })], places: ['id_token'] },
      expect: {},
    },
    {
      name: 'a list under another name',
      given: { scope: ['museum'], mappings: [mapping({ claim: 'teams', source: 'groups' })] },
      expect: { teams: ['staff', 'harbour'] },
    },
    {
      name: 'an object',
      given: { scope: ['museum'], mappings: [mapping({ claim: 'limits', source: 'limits' })] },
      expect: { limits: { seats: 3 } },
    },
    ...['nothing', 'blank', 'missing', 'constructor', '__proto__'].map((source) => ({
      name: `${source}: nothing`,
      given: { scope: ['museum'], mappings: [mapping({ claim: 'x', source })] },
      expect: {},
    })),
    ...['iss', 'aud', 'sub', 'cnf', 'act', 'email', 'ACR'].map((claim) => ({
      name: `a mapping to ${claim}, which is ours: nothing`,
      given: { scope: ['museum'], mappings: [mapping({ claim })] },
      expect: {},
    })),
  ])('$name', ({ given, of = ada, expect: expected }) => {
    const telling: Telling = { mappings: [], scope: [], places: ['userinfo'], ...given }
    expect(mappedClaims(telling, of)).toEqual(expected)
  })

  it('anything, of a person of whom nothing was ever said', () => {
    const telling: Telling = {
      mappings: [mapping()],
      scope: ['museum', 'roles'],
      places: ['userinfo'],
    }
    expect(mappedClaims(telling, undefined)).toEqual({})
  })
})
