import { describe, expect, it } from 'vitest'
import { importBaseKey, openField, sealField, type Place } from './sealed_field.ts'

const place: Place = { tenant: 'main', table: 'clients', row: 'client_a', field: 'secret' }
const key = await importBaseKey(new Uint8Array(32).fill(1))
const otherKey = await importBaseKey(new Uint8Array(32).fill(2))

describe('a sealed field', () => {
  it('opens in its place, and looks different each time', async () => {
    const [one, two] = [
      await sealField(key, 'secret', place),
      await sealField(key, 'secret', place),
    ]
    expect(await openField(key, one, place)).toBe('secret')
    expect(one).not.toBe(two)
  })

  it.each([
    { name: 'another tenant', given: { ...place, tenant: 'other' } },
    { name: 'another table', given: { ...place, table: 'key_ring' } },
    { name: 'another row', given: { ...place, row: 'client_b' } },
    { name: 'another field', given: { ...place, field: 'name' } },
    {
      name: 'a place that spells the same',
      given: { ...place, table: 'client', row: 'sclient_a' },
    },
  ])('does not open in $name', async ({ given }) => {
    expect(await openField(key, await sealField(key, 'secret', place), given)).toBeUndefined()
  })

  it('does not open under another key', async () => {
    expect(await openField(otherKey, await sealField(key, 'secret', place), place)).toBeUndefined()
  })

  it('does not open once a bit of it is changed, or when it is not ours at all', async () => {
    const sealed = await sealField(key, 'secret', place)
    for (const index of [0, 5, 30, sealed.length - 3]) {
      const changed = sealed[index] === 'A' ? 'B' : 'A'
      const forged = sealed.slice(0, index) + changed + sealed.slice(index + 1)
      expect(await openField(key, forged, place)).toBeUndefined()
    }
    for (const foreign of ['', 'AA', '=', sealed.slice(0, 20), `${sealed}=`]) {
      expect(await openField(key, foreign, place)).toBeUndefined()
    }
  })
})
