import { describe, expect, it } from 'vitest'
import { claimed, isFreed, type Claimant, type NameClaim } from '../../../src/domain/name_claim.ts'
import type { Person } from '../../../src/domain/person.ts'
import { newSub, type Sub } from '../../../src/kernel/ids.ts'
import { err, ok } from '../../../src/kernel/result.ts'
import { createPerson } from '../../../src/people/accounts/create_person.ts'
import { deletePerson } from '../../../src/people/accounts/delete_person.ts'
import type { AdminWorld } from '../../../src/stores/admin_world.ts'

/** One directory and its people, as their ports promise them; `eraseFails` cuts a deletion short. */
function village() {
  const names = new Map<string, NameClaim>()
  const people = new Map<Sub, Person | null>()
  const state = { eraseFails: false }
  const user = (sub: Sub) => ({
    create: async (person: Person) =>
      people.has(sub) ? err('exists') : (people.set(sub, person), ok(person)),
    update: async () => {
      const person = people.get(sub)
      if (!person) return err('unknown')
      const changed = { ...person, disabled: true, revision: person.revision + 1 }
      people.set(sub, changed)
      return ok(changed)
    },
    passkeys: async () => [],
    erase: async () => {
      if (state.eraseFails) throw new Error('cut short')
      return ok(people.set(sub, null) && null)
    },
  })
  const world = {
    now: 1,
    ip: '203.0.113.9',
    requestId: 'r',
    tenant: 'main',
    users: { of: user },
    directories: {
      claim: async (_kind: string, name: string, claim: NameClaim) => {
        const held = names.get(name)
        const kept = claimed(held, claim)
        if (kept) names.set(name, kept)
        return held && !kept ? err({ owner: held.sub }) : ok(null)
      },
      describe: async (_kind: string, name: string, claim: NameClaim) =>
        void names.set(name, claim),
      release: async (_kind: string, name: string, by: Claimant) => {
        const held = names.get(name)
        if (held && isFreed(held, by)) names.delete(name)
      },
    },
    tenants: { appendAudit: async () => {} },
  } as unknown as AdminWorld
  return { world, names, people, state }
}

const email = 'ada@example.com'
const claimedBy = (sub: Sub): NameClaim => ({
  sub,
  email,
  disabled: false,
  createdAt: 0,
  revision: 0,
})

describe('a making that was cut short after the claim', () => {
  it('leaves a name that can be had, as the very person who was to be made', async () => {
    const { world, names, people } = village()
    const lost = newSub()
    names.set(email, claimedBy(lost))
    const made = await createPerson(world, { email, name: 'Ada' })
    expect(made).toMatchObject({ ok: true, value: { sub: lost } })
    expect(names.get(email)).toMatchObject({ sub: lost, name: 'Ada' })
    expect(people.size).toBe(1)
  })

  it('gives it to one of two', async () => {
    const { world, names } = village()
    names.set(email, claimedBy(newSub()))
    const made = await Promise.all([createPerson(world, { email }), createPerson(world, { email })])
    expect(made.filter((result) => result.ok)).toHaveLength(1)
    expect(made.filter((result) => !result.ok)).toEqual([err('taken')])
  })
})

describe('a deletion that was cut short before the erasure', () => {
  it('is finished by asking again, and has freed the name', async () => {
    const { world, names, people, state } = village()
    const made = await createPerson(world, { email })
    if (!made.ok) throw new Error(made.reason)
    state.eraseFails = true
    await expect(deletePerson(world, made.value.sub, null)).rejects.toThrow('cut short')
    expect(names.has(email)).toBe(false)
    state.eraseFails = false
    expect(await deletePerson(world, made.value.sub, null)).toEqual(ok(null))
    expect(people.get(made.value.sub)).toBeNull()
  })
})
