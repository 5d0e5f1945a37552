import { describe, expect, it } from 'vitest'
import { base64url } from '../kernel/encoding.ts'
import { openUnderMasterKey, readMasterKeys, sealUnderMasterKey } from './master_keys.ts'

const one = base64url(new Uint8Array(32).fill(1))
const two = base64url(new Uint8Array(32).fill(2))
const place = { tenant: 'main', table: 'key_ring', row: 'nameKey', field: 'sealed' }

describe('readMasterKeys', () => {
  it.each([
    { name: 'the first seals unless one is named', given: [`a:${one},b:${two}`, ''], expect: 'a' },
    { name: 'the named one seals', given: [`a:${one}, b:${two}`, 'b'], expect: 'b' },
    { name: 'padding is let pass', given: [`a:${one}=`, ''], expect: 'a' },
  ])('$name', async ({ given: [listed = '', named = ''], expect: sealingId }) => {
    expect((await readMasterKeys(listed, named)).sealingId).toBe(sealingId)
  })

  it.each([
    { name: 'no id', listed: one, named: '', message: /entry 1 of MASTER_KEYS/ },
    { name: 'an id with a dot', listed: `a.b:${one}`, named: '', message: /entry 1 / },
    { name: 'a short key', listed: `a:${one},b:AAAA`, named: '', message: /entry 2 / },
    { name: 'a hex key', listed: `a:${'0'.repeat(64)}`, named: '', message: /entry 1 / },
    { name: 'an empty entry', listed: `a:${one},`, named: '', message: /entry 2 / },
    { name: 'an id twice', listed: `a:${one},a:${two}`, named: '', message: /"a" twice/ },
    { name: 'a name that is not listed', listed: `a:${one}`, named: 'c', message: /names "c"/ },
  ])('refuses $name in a sentence without a key', async ({ listed, named, message }) => {
    const refusal = await readMasterKeys(listed, named).catch((cause: Error) => cause.message)
    expect(refusal).toMatch(message)
    expect(refusal).not.toContain(one)
  })
})

describe('a rotation of master keys', () => {
  it('opens under every key that is listed, and says which one is missing', async () => {
    const old = await readMasterKeys(`old:${one}`, '')
    const both = await readMasterKeys(`old:${one},new:${two}`, 'new')
    const onlyNew = await readMasterKeys(`new:${two}`, '')
    const sealed = await sealUnderMasterKey(old, 'text', place)
    expect(await openUnderMasterKey(both, sealed, place)).toBe('text')
    expect(await sealUnderMasterKey(both, 'text', place)).toMatch(/^new\./)
    await expect(openUnderMasterKey(onlyNew, sealed, place)).rejects.toThrow(
      'MASTER_KEYS does not list the key "old" that seals key_ring nameKey',
    )
  })

  it('does not open under another key of the same id', async () => {
    const sealed = await sealUnderMasterKey(await readMasterKeys(`a:${one}`, ''), 'text', place)
    const other = await readMasterKeys(`a:${two}`, '')
    await expect(openUnderMasterKey(other, sealed, place)).rejects.toThrow('does not open')
  })
})
