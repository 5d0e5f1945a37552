import { describe, expect, it } from 'vitest'
import { REFUSALS } from './refusals.ts'

describe('the catalogue of refusals', () => {
  it.each(Object.entries(REFUSALS))('%s can be printed everywhere', (key, text) => {
    expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/)
    // "%x20-21 / %x23-5B / %x5D-7E" (RFC 6749 §4.1.2.1).
    expect(text.description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]{10,90}$/)
    expect(text.mend).toMatch(/^[\x20-\x7e§]+[.]$/)
  })

  it('says each thing once', () => {
    const descriptions = Object.values(REFUSALS).map(({ description }) => description)
    expect(new Set(descriptions).size).toBe(descriptions.length)
  })
})
