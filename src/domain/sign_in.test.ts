import { expect, it } from 'vitest'
import type { AuthenticationFact } from './authentication.ts'
import { nextStep, type NextStep, type SecondFactor } from './sign_in.ts'

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
    expect(nextStep(facts, { ways, isAlwaysAsked }, needed)).toEqual(given.expect)
  },
)
