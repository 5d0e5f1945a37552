import { expect, it } from 'vitest'
import type { AuthenticationFact } from './authentication.ts'
import { highestDemand, type Demand } from './demand.ts'
import { mayChangeFactors, nextStep, type NextStep, type SecondFactor } from './sign_in.ts'

const fact = (method: AuthenticationFact['method']): AuthenticationFact => ({ method, at: 5 })
const VERIFIED: AuthenticationFact = {
  method: 'passkey',
  at: 5,
  passkey: { isSynced: true, isUserVerified: true },
}

interface Case {
  name: string
  facts: AuthenticationFact[]
  ways: SecondFactor[]
  isAlwaysAsked?: boolean
  needed?: boolean
  demand?: Demand
  expect: NextStep
}

it.each<Case>([
  { name: 'nothing', facts: [], ways: [], expect: { kind: 'first_factor' } },
  {
    name: 'a second factor alone',
    facts: [fact('totp')],
    ways: ['totp'],
    expect: { kind: 'first_factor' },
  },
  { name: 'a first factor', facts: [fact('pwd')], ways: [], expect: { kind: 'session' } },
  {
    name: 'a first factor of one who could be asked for more',
    facts: [fact('pwd')],
    ways: ['email'],
    expect: { kind: 'session' },
  },
  {
    name: 'a first factor of one who has asked to be',
    facts: [fact('pwd')],
    ways: ['recovery_code', 'totp'],
    isAlwaysAsked: true,
    expect: { kind: 'second_factor', ways: ['totp', 'recovery_code'] },
  },
  {
    name: 'a first factor where two are needed',
    facts: [fact('pwd')],
    ways: ['email'],
    needed: true,
    expect: { kind: 'second_factor', ways: ['email'] },
  },
  {
    name: 'a mailed code where two are needed, and the only other way is mail',
    facts: [fact('email')],
    ways: ['email'],
    needed: true,
    expect: { kind: 'set_up' },
  },
  {
    name: 'a first factor of one who has nothing else',
    facts: [fact('upstream')],
    ways: [],
    needed: true,
    expect: { kind: 'set_up' },
  },
  {
    name: 'a first factor of one who has written-down codes for nothing',
    facts: [fact('pwd')],
    ways: ['recovery_code'],
    needed: true,
    expect: { kind: 'set_up' },
  },
  {
    name: 'a first factor of one who could be asked for the second that is wished for',
    facts: [fact('pwd')],
    ways: ['email', 'recovery_code'],
    demand: 'wished',
    expect: { kind: 'second_factor', ways: ['email', 'recovery_code'] },
  },
  {
    name: 'a first factor of one who has nothing of what is wished for',
    facts: [fact('pwd')],
    ways: ['recovery_code'],
    demand: 'wished',
    expect: { kind: 'session' },
  },
  {
    name: 'two factors',
    facts: [fact('pwd'), fact('totp')],
    ways: ['totp'],
    isAlwaysAsked: true,
    needed: true,
    expect: { kind: 'session' },
  },
  {
    name: 'a passkey that has verified the person',
    facts: [VERIFIED],
    ways: ['totp'],
    isAlwaysAsked: true,
    needed: true,
    expect: { kind: 'session' },
  },
])(
  'after $name: $expect.kind',
  ({ facts, ways, isAlwaysAsked = false, needed = false, ...given }) => {
    const demand = given.demand ?? (needed ? 'required' : 'none')
    expect(nextStep(facts, { ways, isAlwaysAsked }, demand)).toEqual(given.expect)
  },
)

it.each([
  { name: 'nobody', facts: [], ways: [], expect: false },
  { name: 'whoever has nothing else', facts: [fact('pwd')], ways: [], expect: true },
  { name: 'whoever could be mailed', facts: [fact('pwd')], ways: ['email' as const], expect: true },
  { name: 'one of two', facts: [fact('pwd')], ways: ['totp' as const], expect: false },
  { name: 'the second of two', facts: [fact('totp')], ways: ['totp' as const], expect: false },
  {
    name: 'both of two',
    facts: [fact('pwd'), fact('totp')],
    ways: ['totp' as const, 'passkey' as const],
    expect: true,
  },
  {
    name: 'a passkey that has verified the person',
    facts: [VERIFIED],
    ways: ['totp' as const],
    expect: true,
  },
])('$name may change factors: $expect (catalogue 196)', ({ facts, ways, ...given }) => {
  expect(mayChangeFactors(facts, { ways })).toBe(given.expect)
})

it.each<{ demands: Demand[]; expect: Demand }>([
  { demands: [], expect: 'none' },
  { demands: ['none', 'wished'], expect: 'wished' },
  { demands: ['required', 'wished', 'none'], expect: 'required' },
])('of $demands the highest is $expect', ({ demands, ...given }) => {
  expect(highestDemand(...demands)).toBe(given.expect)
})
