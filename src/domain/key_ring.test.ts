import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../kernel/clock.ts'
import { MAIN_TENANT } from '../kernel/ids.ts'
import { SIGNING_ALGORITHMS } from '../spec/client_metadata.ts'
import {
  ageKeyRing,
  distributeSealingKey,
  hastenRotation,
  keyChanges,
  lackingAlgorithms,
  missingKeys,
  nextKeyAlarm,
  nextSealingKeyId,
  publishSigningKey,
  revokeSigningKey,
  type KeyRing,
  type KeyState,
  type SealingKeyRecord,
  type SigningKeyRecord,
} from './key_ring.ts'

const signing = (
  kid: string,
  state: KeyState,
  since: number,
  changes: Partial<SigningKeyRecord> = {},
): SigningKeyRecord => ({
  kid,
  alg: 'EdDSA',
  state,
  since,
  createdAt: since,
  publicJwk: { kty: 'OKP' },
  sealed: state === 'next' || state === 'current' ? 'sealed' : null,
  ...changes,
})

const sealing = (id: number, state: KeyState, since: number): SealingKeyRecord => ({
  id,
  state,
  since,
  createdAt: since,
  sealed: 'sealed',
})

const OTHERS = SIGNING_ALGORITHMS.filter((alg) => alg !== 'EdDSA')

/** A ring that lacks nothing and in which nothing is due before day 30, but for what a test puts in. */
const ringOf = (eddsa: SigningKeyRecord[], sealed?: SealingKeyRecord[]): KeyRing => ({
  schema: 1,
  tenant: MAIN_TENANT,
  signing: [
    ...OTHERS.flatMap((alg) => [
      signing(`${alg} 1`, 'current', 0, { alg }),
      signing(`${alg} 2`, 'next', 0, { alg }),
    ]),
    ...eddsa,
  ],
  sealing: sealed ?? [sealing(1, 'current', 0), sealing(2, 'next', 0)],
  nameKey: '',
  pairwiseKey: '',
  restKey: '',
  revision: 1,
})

const statesOf = (ring: KeyRing): Record<string, KeyState> =>
  Object.fromEntries(
    ring.signing.filter(({ alg }) => alg === 'EdDSA').map(({ kid, state }) => [kid, state]),
  )

describe('ageKeyRing', () => {
  it.each([
    {
      name: 'keeps the current key for 30 days',
      given: [signing('1', 'current', 0), signing('2', 'next', 0)],
      at: 30 * DAY - 1,
      expect: { '1': 'current', '2': 'next' },
    },
    {
      name: 'then retires it, and the next one signs',
      given: [signing('1', 'current', 0), signing('2', 'next', 0)],
      at: 30 * DAY,
      expect: { '1': 'retired', '2': 'current' },
    },
    {
      name: 'never lets a key sign that was not published for a day',
      given: [signing('1', 'current', 0), signing('2', 'next', 30 * DAY - HOUR)],
      at: 30 * DAY,
      expect: { '1': 'current', '2': 'next' },
    },
    {
      name: 'lets the late one sign when its day is over',
      given: [signing('1', 'current', 0), signing('2', 'next', 30 * DAY - HOUR)],
      at: 31 * DAY - HOUR,
      expect: { '1': 'retired', '2': 'current' },
    },
    {
      name: 'lets the first key of an algorithm sign at once',
      given: [signing('1', 'next', 0)],
      at: 0,
      expect: { '1': 'current' },
    },
    {
      name: 'publishes a retired key until its last token has died, and a day',
      given: [signing('0', 'retired', 0), signing('1', 'current', 0), signing('2', 'next', 0)],
      at: 2 * DAY - 1,
      expect: { '0': 'retired', '1': 'current', '2': 'next' },
    },
    {
      name: 'then archives it',
      given: [signing('0', 'retired', 0), signing('1', 'current', 0), signing('2', 'next', 0)],
      at: 2 * DAY,
      expect: { '0': 'archived', '1': 'current', '2': 'next' },
    },
    {
      name: 'drops an archived key after a year',
      given: [signing('0', 'archived', 0), signing('9', 'current', 364 * DAY)],
      at: 365 * DAY,
      expect: { '9': 'current' },
    },
  ])('$name', ({ given, at, expect: states }) => {
    expect(statesOf(ageKeyRing(ringOf(given), at))).toEqual(states)
  })

  it('answers the same ring where nothing is due', () => {
    const ring = ringOf([signing('1', 'current', 0), signing('2', 'next', 0)])
    expect(ageKeyRing(ring, 30 * DAY - 1)).toBe(ring)
  })

  it('forgets the private half of a key that never signs again, and keeps the public one', () => {
    const ring = ageKeyRing(ringOf([signing('1', 'current', 0), signing('2', 'next', 0)]), 30 * DAY)
    const retired = ring.signing.find(({ kid }) => kid === '1')
    expect(retired).toMatchObject({ state: 'retired', sealed: null, publicJwk: { kty: 'OKP' } })
  })

  it('keeps an old sealing key while anything that it sealed may live, then drops it', () => {
    const first = ringOf([], [sealing(1, 'current', 0), sealing(2, 'next', 0)])
    const rotated = ageKeyRing(first, 30 * DAY)
    expect(rotated.sealing).toMatchObject([
      { id: 1, state: 'retired', sealed: 'sealed' },
      { id: 2, state: 'current' },
    ])
    expect(ageKeyRing(rotated, 30 * DAY + 366 * DAY - 1).sealing).toHaveLength(2)
    expect(ageKeyRing(rotated, 30 * DAY + 366 * DAY).sealing).toMatchObject([{ id: 2 }])
  })
})

describe('a new key', () => {
  const whole = ringOf([signing('1', 'current', 0), signing('2', 'next', 0)])
  const lacking = ringOf([signing('1', 'current', 0)], [sealing(7, 'current', 0)])

  it('is missed where there is no next one', () => {
    expect(missingKeys(whole)).toEqual([])
    expect(missingKeys(lacking)).toEqual(['EdDSA', 'sealing'])
  })

  it('is lacking where nothing signs by its algorithm', () => {
    expect(lackingAlgorithms(whole)).toEqual([])
    expect(lackingAlgorithms(ringOf([signing('2', 'next', 0)]))).toEqual(['EdDSA'])
  })

  it('is published once: a job that ran twice changes nothing', () => {
    const published = publishSigningKey(lacking, signing('2', 'next', 5))
    expect(statesOf(published)).toEqual({ '1': 'current', '2': 'next' })
    expect(publishSigningKey(published, signing('3', 'next', 6))).toBe(published)
  })

  it('is distributed once, under an id that no other key had', () => {
    expect(nextSealingKeyId(lacking)).toBe(8)
    const distributed = distributeSealingKey(lacking, sealing(8, 'next', 5))
    expect(distributed.sealing.map(({ id, state }) => [id, state])).toEqual([
      [7, 'current'],
      [8, 'next'],
    ])
    expect(distributeSealingKey(distributed, sealing(8, 'next', 6))).toBe(distributed)
  })
})

describe('hastenRotation', () => {
  it('rotates at once where the next key has been published for a day', () => {
    const ring = ringOf([signing('1', 'current', 0), signing('2', 'next', 0)])
    expect(statesOf(hastenRotation(ring, 'EdDSA', DAY))).toEqual({ '1': 'retired', '2': 'current' })
  })

  it('waits for that day where it has not, and no longer', () => {
    const ring = ringOf([signing('1', 'current', 0), signing('2', 'next', HOUR)])
    const hastened = hastenRotation(ring, 'EdDSA', 2 * HOUR)
    expect(statesOf(hastened)).toEqual({ '1': 'current', '2': 'next' })
    expect(nextKeyAlarm(hastened)).toBe(HOUR + DAY)
    const rotated = ageKeyRing(hastened, HOUR + DAY)
    expect(statesOf(rotated)).toEqual({ '1': 'retired', '2': 'current' })
    expect(rotated.signing.some(({ hastened: still }) => still)).toBe(false)
  })

  it('leaves the other algorithms alone', () => {
    const ring = ringOf([signing('1', 'current', 0), signing('2', 'next', 0)])
    expect(statesOf(hastenRotation(ring, 'RS256', DAY))).toEqual({ '1': 'current', '2': 'next' })
  })
})

describe('revokeSigningKey', () => {
  it('drops the current key and lets the next one sign at once, however new it is', () => {
    const ring = ringOf([signing('1', 'current', 0), signing('2', 'next', HOUR)])
    const revoked = revokeSigningKey(ring, 'EdDSA', HOUR)
    expect(statesOf(revoked)).toEqual({ '2': 'current' })
    expect(missingKeys(revoked)).toEqual(['EdDSA'])
    expect(keyChanges(ring, revoked)).toEqual([
      { key: '2', kind: 'EdDSA', became: 'current' },
      { key: '1', kind: 'EdDSA', became: 'dropped' },
    ])
  })

  it('refuses to leave a ring that cannot sign', () => {
    expect(() => revokeSigningKey(ringOf([signing('1', 'current', 0)]), 'EdDSA', 1)).toThrow()
  })
})

describe('nextKeyAlarm', () => {
  it.each([
    { name: 'now while a key is missing', given: [signing('1', 'current', 0)], expect: 0 },
    {
      name: 'when the next key begins to sign',
      given: [signing('1', 'current', -DAY), signing('2', 'next', 0)],
      expect: 29 * DAY,
    },
    {
      name: 'when a retired key leaves the key set',
      given: [
        signing('0', 'retired', DAY),
        signing('1', 'current', DAY),
        signing('2', 'next', DAY),
      ],
      expect: 3 * DAY,
    },
  ])('is $name', ({ given, expect: at }) => {
    expect(nextKeyAlarm(ringOf(given))).toBe(at)
  })

  it('always lies ahead of a ring that has just been tended, so that no alarm spins', () => {
    let ring = ringOf([signing('1', 'current', 0), signing('2', 'next', 0)])
    for (let step = 0; step < 200; step++) {
      const now = nextKeyAlarm(ring)
      ring = ageKeyRing(ring, now)
      for (const alg of SIGNING_ALGORITHMS) {
        ring = publishSigningKey(ring, signing(`${alg} ${now}`, 'next', now, { alg }))
      }
      ring = distributeSealingKey(ring, sealing(nextSealingKeyId(ring), 'next', now))
      expect(nextKeyAlarm(ring)).toBeGreaterThan(now)
    }
    // Every alarm since: per 30 days one rotation of each; a retirement; a drop.
    expect(ring.signing.length).toBeLessThan(SIGNING_ALGORITHMS.length * 16)
    expect(ring.sealing.length).toBeLessThan(16)
  })
})
