import { describe, expect, it } from 'vitest'
import type { Sub } from '../kernel/ids.ts'
import { claimed, EVERY_CLAIM, isFreed, type Claimant, type NameClaim } from './name_claim.ts'

const [ada, eve] = ['ada' as Sub, 'eve' as Sub]
const claim = (changes: Partial<NameClaim> = {}): NameClaim => ({
  sub: ada,
  email: 'ada@amphora.test',
  disabled: false,
  createdAt: 0,
  revision: 3,
  ...changes,
})

describe('a claim', () => {
  it.each([
    { name: 'of a free name stands', held: undefined, made: claim(), expect: claim() },
    {
      name: "of somebody else's name does not",
      held: claim({ revision: 0 }),
      made: claim({ sub: eve, revision: 9 }),
      expect: undefined,
    },
    {
      name: 'of a newer record takes the place of an older one',
      held: claim({ name: 'Ada' }),
      made: claim({ revision: 4, name: 'Countess' }),
      expect: claim({ revision: 4, name: 'Countess' }),
    },
    {
      name: 'of the same record changes nothing',
      held: claim({ name: 'Ada' }),
      made: claim({ name: 'Countess' }),
      expect: claim({ name: 'Ada' }),
    },
    {
      name: 'of an older record changes nothing',
      held: claim({ name: 'Ada' }),
      made: claim({ revision: 2, name: 'Countess' }),
      expect: claim({ name: 'Ada' }),
    },
    {
      name: 'of the same attempt changes nothing',
      held: claim({ revision: 0, attempt: 'one' }),
      made: claim({ revision: 0, attempt: 'one' }),
      expect: claim({ revision: 0, attempt: 'one' }),
    },
    {
      name: 'of another attempt for the same record is one that neither can give back alone',
      held: claim({ revision: 0, attempt: 'one' }),
      made: claim({ revision: 0, attempt: 'two' }),
      expect: claim({ revision: 0 }),
    },
  ])('$name', ({ held, made, expect: outcome }) => {
    expect(claimed(held, made)).toEqual(outcome)
  })
})

describe('a name', () => {
  it.each<{ name: string; held: NameClaim; given: Claimant; expect: boolean }>([
    {
      name: 'is freed by a newer record than it was claimed of',
      held: claim(),
      given: { sub: ada, revision: 4 },
      expect: true,
    },
    {
      name: 'is kept where the same record may still come to it',
      held: claim(),
      given: { sub: ada, revision: 3 },
      expect: false,
    },
    {
      name: 'is kept where it was claimed anew since',
      held: claim({ revision: 5 }),
      given: { sub: ada, revision: 4 },
      expect: false,
    },
    {
      name: 'is freed where every claim is let go',
      held: claim({ revision: 5 }),
      given: { sub: ada, revision: EVERY_CLAIM },
      expect: true,
    },
    {
      name: 'is freed by nobody else',
      held: claim(),
      given: { sub: eve, revision: EVERY_CLAIM },
      expect: false,
    },
    {
      name: 'is given back by its attempt',
      held: claim({ revision: 0, attempt: 'one' }),
      given: { sub: ada, revision: 0, attempt: 'one' },
      expect: true,
    },
    {
      name: 'is given back by no other attempt',
      held: claim({ revision: 0, attempt: 'one' }),
      given: { sub: ada, revision: 0, attempt: 'two' },
      expect: false,
    },
    {
      name: 'is given back by none that another counts on',
      held: claim({ revision: 0 }),
      given: { sub: ada, revision: 0, attempt: 'one' },
      expect: false,
    },
  ])('$name', ({ held, given, expect: outcome }) => {
    expect(isFreed(held, given)).toBe(outcome)
  })
})
