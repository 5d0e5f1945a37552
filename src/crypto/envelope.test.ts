import { describe, expect, it } from 'vitest'
import { base64url, fromBase64url } from '../kernel/encoding.ts'
import { MAIN_TENANT, type TenantId } from '../kernel/ids.ts'
import { open, seal } from './envelope.ts'
import { generateKeyRing, openKeyRing } from './key_ring.ts'
import { readMasterKeys } from './master_keys.ts'

const masterKeys = await readMasterKeys(`a:${base64url(new Uint8Array(32).fill(1))}`, '')
const newKeys = async () =>
  openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 1000))
const keys = await newKeys()
const WHO = { sub: 'ada' }
const sealed = await seal(keys, 'session_cookie', WHO)

describe('an envelope', () => {
  it('opens for its tenant and its purpose', async () => {
    expect(await open(keys, 'session_cookie', sealed)).toEqual(WHO)
  })

  it('is another one each time, and none like another', async () => {
    const others = await Promise.all([1, 2, 3].map(() => seal(keys, 'session_cookie', WHO)))
    // All that two of them share says which version and which key: three bytes.
    expect(new Set([sealed, ...others].map((each) => each.slice(4))).size).toBe(4)
  })

  it('opens at no other tenant, be its keys the same (catalogue 176, 213)', async () => {
    const other = { ...keys, tenant: 'other' as TenantId }
    expect(await open(other, 'session_cookie', sealed)).toBeUndefined()
    expect(await open(await newKeys(), 'session_cookie', sealed)).toBeUndefined()
  })

  it.each(['sign_in_cookie', 'halfway_cookie', 'code', 'refresh_token', 'recovery'] as const)(
    'opens as no %s (catalogue 175)',
    async (purpose) => {
      expect(await open(keys, purpose, sealed)).toBeUndefined()
    },
  )

  it('opens with no bit changed, in whichever part of it (catalogue 175)', async () => {
    const bytes = fromBase64url(sealed) ?? expect.fail()
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await open(keys, 'session_cookie', base64url(changed)), String(at)).toBeUndefined()
    }
  })

  it.each([
    { name: 'cut', text: sealed.slice(0, -1) },
    { name: 'longer by a letter', text: `${sealed}A` },
    { name: 'padded', text: `${sealed}=` },
    { name: 'with a line behind it', text: `${sealed}\n` },
    { name: 'nothing', text: '' },
    { name: 'nothing but a header', text: sealed.slice(0, 24) },
    { name: 'another text', text: 'eyJhbGciOiJub25lIn0.e30.' },
    { name: 'very long', text: 'A'.repeat(100_000) },
  ])('that is $name opens as nothing, and throws nothing (catalogue 175)', async ({ text }) => {
    expect(await open(keys, 'session_cookie', text)).toBeUndefined()
  })
})
