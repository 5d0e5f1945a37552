import { beforeAll, describe, expect, it } from 'vitest'
import { MAIN_TENANT } from '../kernel/ids.ts'
import { nowSeconds } from '../kernel/clock.ts'
import { generateKeyRing, openKeyRing } from './key_ring.ts'
import { isMailedCode, mailedCode, spellMailedCode } from './mailed_code.ts'
import { readMasterKeys } from './master_keys.ts'
import type { TenantKeys } from './tenant_keys.ts'

let keys: TenantKeys
let others: TenantKeys

async function newKeys(): Promise<TenantKeys> {
  const masterKeys = await readMasterKeys('test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', '')
  return openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, nowSeconds()))
}

beforeAll(async () => {
  keys = await newKeys()
  others = await newKeys()
})

describe('a mailed code', () => {
  it('has eight digits, whatever its id', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `id ${at}`)
    const codes = await Promise.all(ids.map((id) => mailedCode(keys, id)))
    for (const code of codes) expect(code).toMatch(/^\d{8}$/)
    expect(new Set(codes).size).toBe(200)
  })

  it('follows from its id and the key of the tenant, and from nothing else', async () => {
    expect(await mailedCode(keys, 'an id')).toBe(await mailedCode(keys, 'an id'))
    expect(await mailedCode(others, 'an id')).not.toBe(await mailedCode(keys, 'an id'))
  })

  it.each<{ name: string; given: (code: string) => string; expect: boolean }>([
    { name: 'as it is', given: (code) => code, expect: true },
    { name: 'as it is shown', given: spellMailedCode, expect: true },
    {
      name: 'with spaces and dashes',
      given: (code) => ` ${code.slice(0, 4)}-${code.slice(4)} `,
      expect: true,
    },
    { name: 'one digit short', given: (code) => code.slice(1), expect: false },
    { name: 'one digit more', given: (code) => `${code}0`, expect: false },
    { name: 'behind very many others', given: (code) => `${' '.repeat(64)}${code}`, expect: false },
    { name: 'nothing', given: () => '', expect: false },
  ])('$name: $expect', async ({ given, expect: expected }) => {
    const code = await mailedCode(keys, 'an id')
    expect(await isMailedCode(keys, 'an id', given(code))).toBe(expected)
  })
})
