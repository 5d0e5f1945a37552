import { describe, expect, it } from 'vitest'
import {
  MOST_PASSKEYS,
  NO_PASSKEYS,
  usePasskey,
  withPasskey,
  type KeptPasskeys,
  type Passkey,
  type PasskeyUse,
} from './passkey.ts'

const NOW = 1000
const BOUND: Passkey = {
  id: 'one',
  credentialId: 'a credential',
  publicKey: 'a key',
  counter: 0,
  isSynced: false,
  isBackedUp: false,
  transports: [],
  name: 'A key',
  createdAt: 1,
  lastUsedAt: null,
}
const SYNCED: Passkey = { ...BOUND, isSynced: true, isBackedUp: true }
const CHALLENGE = { id: 'a challenge', until: NOW + 300 }

const keeping = (...passkeys: Passkey[]): KeptPasskeys => ({ passkeys, spent: [] })
const useOf = (passkey: Passkey, changes: Partial<PasskeyUse> = {}): PasskeyUse => ({
  ...passkey,
  challenge: CHALLENGE,
  isUserVerified: true,
  ...changes,
})

describe('a counter (WebAuthn §7.2)', () => {
  it.each([
    { name: 'that never counts', kept: 0, said: 0, bound: true, synced: true },
    { name: 'that begins to count', kept: 0, said: 1, bound: true, synced: true },
    { name: 'that counts on', kept: 4, said: 5, bound: true, synced: true },
    { name: 'that stands still', kept: 5, said: 5, bound: 'counter', synced: 'behind' },
    { name: 'that went back', kept: 5, said: 4, bound: 'counter', synced: 'behind' },
    { name: 'that counts no more', kept: 5, said: 0, bound: 'counter', synced: 'behind' },
  ])('$name', ({ kept, said, bound, synced }) => {
    const judge = (passkey: Passkey) => {
      const known = keeping({ ...passkey, counter: kept })
      const used = usePasskey(known, useOf(passkey, { counter: said }), NOW)
      if (!used.ok) return used.reason
      expect(used.value.passkey.counter).toBe(Math.max(kept, said))
      return used.value.isBehind ? 'behind' : true
    }
    expect({ bound: judge(BOUND), synced: judge(SYNCED) }).toEqual({ bound, synced })
  })
})

describe('a challenge', () => {
  it('is spent by any passkey for all of them, and forgotten once it is dead', () => {
    const other = { ...BOUND, id: 'two' }
    const first = usePasskey(keeping(BOUND, other), useOf(BOUND), NOW)
    if (!first.ok) throw new Error(first.reason)
    const { kept } = first.value
    expect(usePasskey(kept, useOf(other), NOW)).toEqual({ ok: false, reason: 'spent' })
    expect(withPasskey(kept, { ...BOUND, id: 'three' }, CHALLENGE, NOW)).toMatchObject({
      ok: false,
    })
    const later = useOf(other, { challenge: { id: 'another', until: NOW + 900 } })
    const second = usePasskey(kept, later, NOW + 300)
    expect(second).toMatchObject({ ok: true, value: { kept: { spent: [{ id: 'another' }] } } })
  })

  it.each([
    { name: 'of an unknown passkey', use: useOf(BOUND, { id: 'three' }), reason: 'unknown' },
    { name: 'of a key that became synced', use: useOf(BOUND, { isSynced: true }), reason: 'flags' },
  ])('is not spent by the use $name', ({ use, reason }) => {
    expect(usePasskey(keeping(BOUND), use, NOW)).toEqual({ ok: false, reason })
  })
})

it('a use is written down: when, and whether the key is backed up now', () => {
  const used = usePasskey(keeping(SYNCED), useOf(SYNCED, { isBackedUp: false }), NOW)
  expect(used).toMatchObject({
    ok: true,
    value: { passkey: { lastUsedAt: NOW, isBackedUp: false, isSynced: true } },
  })
})

describe('a new passkey', () => {
  it('is refused where there are as many as may be, or it is there already', () => {
    const many = Array.from({ length: MOST_PASSKEYS }, (_, at) => ({ ...BOUND, id: `${at}` }))
    expect(withPasskey(keeping(...many), BOUND, CHALLENGE, NOW)).toEqual({
      ok: false,
      reason: 'too_many',
    })
    expect(withPasskey(keeping(BOUND), BOUND, CHALLENGE, NOW)).toEqual({
      ok: false,
      reason: 'known',
    })
  })

  it('that comes twice with its challenge is the same call', () => {
    const once = withPasskey(NO_PASSKEYS, BOUND, CHALLENGE, NOW)
    if (!once.ok) throw new Error(once.reason)
    expect(withPasskey(once.value, BOUND, CHALLENGE, NOW)).toEqual(once)
  })
})
