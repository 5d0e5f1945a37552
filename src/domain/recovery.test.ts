import { describe, expect, it } from 'vitest'
import { MINUTE } from '../kernel/clock.ts'
import { MAIN_TENANT, newSub } from '../kernel/ids.ts'
import type { Person } from './person.ts'
import { beginRecovery, isRecoveryOpen, type Recovery, type RecoveryLink } from './recovery.ts'

const NOW = 1_767_225_600
const EMAIL = 'ada@amphora.test'

const person = (changes: Partial<Person> = {}): Person => ({
  schema: 1,
  tenant: MAIN_TENANT,
  sub: newSub(),
  claims: { email: EMAIL },
  passwordHash: 'a hash',
  disabled: false,
  credentialEpoch: 3,
  createdAt: NOW,
  updatedAt: NOW,
  revision: 1,
  ...changes,
})
const recovery: Recovery = { id: 'r', email: EMAIL, credentialEpoch: 3, until: NOW + 30 * MINUTE }
const link: RecoveryLink = { sub: newSub(), id: 'r', credentialEpoch: 3, until: recovery.until }

describe('a way back begins', () => {
  it('for the address on record, and for half an hour', () => {
    expect(beginRecovery(person(), 'r', NOW)).toEqual(recovery)
  })

  it('also for a person who has no password yet', () => {
    expect(beginRecovery(person({ passwordHash: null }), 'r', NOW)).toEqual(recovery)
  })

  it.each([
    { name: 'who is disabled', changes: { disabled: true } },
    { name: 'who has no address', changes: { claims: {} } },
  ])('not for a person $name', ({ changes }) => {
    expect(beginRecovery(person(changes), 'r', NOW)).toBeUndefined()
  })
})

describe('a link opens (catalogue 179)', () => {
  interface Case {
    name: string
    person?: Partial<Person>
    recovery?: Partial<Recovery>
    link?: Partial<RecoveryLink>
    now?: number
    expect: boolean
  }

  it.each<Case>([
    { name: 'right away', expect: true },
    { name: 'in the last second', now: recovery.until - 1, expect: true },
    { name: 'not after it', now: recovery.until, expect: false },
    { name: 'not by another id', link: { id: 'older' }, expect: false },
    { name: 'not of another epoch', link: { credentialEpoch: 2 }, expect: false },
    { name: 'not to a newer password', person: { credentialEpoch: 4 }, expect: false },
    { name: 'not to a disabled person', person: { disabled: true }, expect: false },
    { name: 'not to another address', person: { claims: { email: 'b@b.test' } }, expect: false },
    { name: 'not to a person without one', person: { claims: {} }, expect: false },
    {
      name: 'not by what it says of its own end',
      link: { until: NOW + 90 * MINUTE },
      now: NOW + 31 * MINUTE,
      expect: false,
    },
  ])('$name', ({ expect: isOpen, now = NOW, ...given }) => {
    const kept = { ...recovery, ...given.recovery }
    expect(isRecoveryOpen(kept, { ...link, ...given.link }, person(given.person), now)).toBe(isOpen)
  })
})
