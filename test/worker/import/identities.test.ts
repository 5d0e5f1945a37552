/** People who come with who they are at other providers, with an address or without one. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Sub } from '../../../src/kernel/ids.ts'
import { err } from '../../../src/kernel/result.ts'
import { createPerson } from '../../../src/people/accounts/create_person.ts'
import { deletePerson } from '../../../src/people/accounts/delete_person.ts'
import { importPerson } from '../../../src/people/imports/import_person.ts'
import { admin, createUser } from '../admin/house.ts'
import { interleaved, newWorld } from '../people/interleaved.ts'
import { Browser } from '../support/browser.ts'
import {
  elsewhere,
  forgetUpstreams,
  registerUpstream,
  signInWith,
  whoIs,
  type Elsewhere,
} from '../upstream/house.ts'
import { importOne, importRows, newEmail } from './house.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

let there: Elsewhere
let people = 0
beforeEach(async () => {
  there = await elsewhere()
})

/** Somebody who is known elsewhere, as a row. */
const rowOf = (changes: object = {}) => {
  const subject = `there-${++people}`
  return { sub: `mine-${people}`, identities: [{ provider: there.id, sub: subject }], ...changes }
}
type Row = ReturnType<typeof rowOf>

const whoComesAs = async ({ identities }: Row) => {
  const browser = new Browser()
  await signInWith(browser, there, { sub: identities[0]?.sub ?? '' })
  return (await whoIs(browser))['sub']
}

describe('somebody who signed in with others before', () => {
  it.each([
    { name: 'and has an address', changes: () => ({ email: newEmail(), email_verified: true }) },
    { name: 'and has none', changes: () => ({ name: 'Ada' }) },
  ])('$name keeps their account', async ({ changes }) => {
    const row = rowOf(changes())
    expect(await importOne(row)).toEqual({ line: 1, result: 'created', sub: row.sub })
    expect(await whoComesAs(row)).toBe(row.sub)
    expect((await admin('GET', `/users/${row.sub}`)).body).toMatchObject({
      identities: [
        { issuer: there.idp.origin, sub: row.identities[0]?.sub, provider: 'Elsewhere' },
      ],
    })
  })

  it('is unchanged by the same row once more, even when the provider is gone', async () => {
    const row = rowOf({ email: newEmail() })
    await importOne(row)
    expect(await importOne(row)).toMatchObject({ result: 'unchanged' })
    await forgetUpstreams()
    expect(await importOne(row)).toMatchObject({ result: 'unchanged', sub: row.sub })
  })

  it('is one person by an identity that a row names twice', async () => {
    const row = rowOf()
    const twice = { ...row, identities: [...row.identities, ...row.identities] }
    expect(await importOne(twice)).toMatchObject({ result: 'created' })
    expect((await admin('GET', `/users/${row.sub}`)).body['identities']).toHaveLength(1)
  })

  it('takes no sub of their own: the identity is enough', async () => {
    const { sub: _, ...row } = rowOf()
    const made = await importOne(row)
    expect(made).toMatchObject({ result: 'created' })
    expect(await importOne(row)).toEqual({ ...made, result: 'unchanged' })
  })
})

it('somebody without any way in is kept, and listed', async () => {
  const row = { sub: `anonymous-${++people}`, name: 'Nobody in particular' }
  expect(await importOne(row)).toMatchObject({ result: 'created', sub: row.sub })
  const { body } = await admin('GET', `/users?q=${row.sub}`)
  expect(body['items']).toMatchObject([row])
})

describe('a row is refused', () => {
  it('that names nobody', async () => {
    const fault = { error: 'invalid_request', field: 'email' }
    expect(await importOne({ name: 'Ada' })).toMatchObject({ result: 'refused', ...fault })
  })

  it('that names a provider which the tenant does not have', async () => {
    const row = rowOf({ identities: [{ provider: 'nowhere', sub: '1' }] })
    expect(await importOne(row)).toMatchObject({
      result: 'refused',
      error: 'invalid_request',
      field: 'identities',
      detail: expect.stringContaining('nowhere') as unknown,
    })
    expect((await admin('GET', `/users/${row.sub}`)).status).toBe(404)
  })

  it('that names an issuer which is not of the provider', async () => {
    const identity = { provider: there.id, sub: '1', issuer: 'https://evil.example' }
    expect(await importOne(rowOf({ identities: [identity] }))).toMatchObject({
      result: 'refused',
      field: 'identities',
    })
  })

  it('of Microsoft for all directories, unless it names the one of the person', async () => {
    const provider = await registerUpstream({ kind: 'microsoft' })
    const own = 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0'
    const of = (issuer?: string) =>
      importOne(rowOf({ identities: [{ provider, sub: 'AAAA', ...(issuer && { issuer }) }] }))
    expect(await of()).toMatchObject({ result: 'refused', field: 'identities' })
    expect(await of('https://login.microsoftonline.com/common/v2.0')).toMatchObject({
      result: 'refused',
    })
    expect(await of(own)).toMatchObject({ result: 'created' })
  })

  it("whose identity opens somebody else's account, and its address is free", async () => {
    const first = rowOf()
    await importOne(first)
    const second = rowOf({ email: newEmail(), identities: first.identities })
    expect(await importOne(second)).toMatchObject({
      result: 'refused',
      error: 'conflict',
      field: 'identities',
    })
    expect(await whoComesAs(first)).toBe(first.sub)
    expect((await createUser(String(Reflect.get(second, 'email')))).status).toBe(201)
  })

  it('of two that name one identity at the same time', async () => {
    const { identities } = rowOf()
    const rows = [1, 2, 3].map(() => rowOf({ identities }))
    const made = (await importRows(rows)).rows
    expect(made.filter(({ result }) => result === 'created')).toHaveLength(1)
    const [owner] = made.flatMap((line) => (line.result === 'created' ? [line.sub] : []))
    expect(await whoComesAs({ sub: '', identities })).toBe(owner)
  })
})

describe('an address that is given back because of an identity', () => {
  /** A row whose identity opens somebody else's account, and how to have that end. */
  async function conflict() {
    const taken = rowOf()
    await importOne(taken)
    const email = newEmail()
    const row = { sub: `mine-${++people}`, email, identities: taken.identities }
    const { upstreams } = await newWorld().tenants.settings()
    const send = (world = newWorld()) => importPerson(world, row, upstreams)
    return { row, email, send, free: () => deletePerson(newWorld(), taken.sub as Sub, null) }
  }
  const ownerOf = (email: string) => newWorld().directories.find('email', email)

  it('stays with the same row, if that is sent again and makes the person meanwhile', async () => {
    const { row, email, send, free } = await conflict()
    const world = interleaved({
      'directories.release': async () => {
        await free()
        expect(await send()).toMatchObject({ ok: true })
      },
    })
    expect(await send(world)).toEqual(err('identity_taken'))
    expect(await ownerOf(email)).toBe(row.sub)
  })

  it('stays with whoever makes that very person meanwhile', async () => {
    const { row, email, send } = await conflict()
    const world = interleaved({
      'directories.release': async () => {
        const made = await createPerson(newWorld(), { email })
        expect(made).toMatchObject({ ok: true, value: { sub: row.sub } })
      },
    })
    expect(await send(world)).toEqual(err('identity_taken'))
    expect(await ownerOf(email)).toBe(row.sub)
  })
})
