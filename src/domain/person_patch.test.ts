import { describe, expect, it } from 'vitest'
import { MAIN_TENANT, type Sub } from '../kernel/ids.ts'
import type { Person } from './person.ts'
import { endsEverything, isPatched, patchPerson, type PersonPatch } from './person_patch.ts'

const person = (changes: Partial<Person> = {}): Person => ({
  schema: 1,
  tenant: MAIN_TENANT,
  sub: 'a sub' as Sub,
  claims: { email: 'ada@amphora.test', name: 'Ada' },
  passwordHash: 'old',
  disabled: false,
  credentialEpoch: 3,
  createdAt: 1,
  updatedAt: 1,
  revision: 1,
  ...changes,
})

describe('what a change ends (ARCHITECTURE "What ends what")', () => {
  it.each<{ name: string; given?: Partial<Person>; patch: PersonPatch; ends: boolean }>([
    { name: 'a new name', patch: { claims: { name: 'Lady Ada' } }, ends: false },
    { name: 'a new password', patch: { passwordHash: 'new' }, ends: true },
    { name: 'a new password that is the old one', patch: { passwordHash: 'old' }, ends: true },
    { name: 'disabling', patch: { disabled: true }, ends: true },
    {
      name: 'disabling who is disabled',
      given: { disabled: true },
      patch: { disabled: true },
      ends: false,
    },
    {
      name: 'enabling: nothing, and nothing comes back',
      given: { disabled: true },
      patch: { disabled: false },
      ends: false,
    },
    { name: 'nothing', patch: {}, ends: false },
  ])('$name: everything $ends', ({ given, patch, ends }) => {
    const before = person(given)
    const after = patchPerson(before, patch, 9)
    expect(endsEverything(before, patch)).toBe(ends)
    expect(after.credentialEpoch).toBe(before.credentialEpoch + (ends ? 1 : 0))
  })
})

describe('patchPerson', () => {
  it('replaces the claims it names, removes those that are null, and leaves the others', () => {
    const patch = { claims: { name: null, given_name: 'Ada', email: 'countess@amphora.test' } }
    expect(patchPerson(person(), patch, 9).claims).toEqual({
      email: 'countess@amphora.test',
      given_name: 'Ada',
    })
  })

  it('counts each change, tells when it was, and leaves the rest as it is', () => {
    const before = person()
    expect(patchPerson(before, { disabled: false }, 9)).toEqual({
      ...before,
      admin: false,
      attributes: { roles: [], groups: [], custom: {} },
      updatedAt: 9,
      revision: 2,
    })
  })

  it('lowers no epoch by enabling: what disabling has ended stays ended', () => {
    const disabled = patchPerson(person(), { disabled: true }, 9)
    expect(patchPerson(disabled, { disabled: false }, 10).credentialEpoch).toBe(4)
  })

  it('replaces each of the attributes that it names, and no other', () => {
    const attributes = { roles: ['editor'], groups: ['staff'], custom: { plan: 'gold', seats: 3 } }
    const patch = { attributes: { roles: [], custom: { plan: 'tin' } } }
    expect(patchPerson(person({ attributes }), patch, 9).attributes).toEqual({
      roles: [],
      groups: ['staff'],
      custom: { plan: 'tin' },
    })
  })

  it('is known again when it comes twice, by all that it changes', () => {
    const patch = { admin: true, attributes: { groups: ['staff'] } }
    const patched = patchPerson(person(), patch, 9)
    expect(isPatched(patched, patch)).toBe(true)
    expect(isPatched(patched, { admin: false })).toBe(false)
    expect(isPatched(patched, { attributes: { groups: [] } })).toBe(false)
  })
})
