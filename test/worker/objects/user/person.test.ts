/** A person's object from nothing to a tombstone. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { newGrantId, newSub, type Sub, type TokenId } from '../../../../src/kernel/ids.ts'
import { err, ok } from '../../../../src/kernel/result.ts'
import type { UserHandle } from '../../../../src/stores/users.ts'
import { auditOf } from '../../admin/house.ts'
import {
  again,
  approvalOf,
  CLIENT,
  counted,
  newGrant,
  newPerson,
  objectOf,
  POLICY,
  redemptionOf,
  refreshOf,
  rowsOf,
  signedIn,
  signInOf,
  times,
  userOf,
} from '../house.ts'

/** The rows of every table of ours; undefined where there is no table. */
const stored = (sub: Sub): Promise<Record<string, unknown[]> | undefined> =>
  runInDurableObject(objectOf(sub), (_, { storage: { sql } }) => {
    const tables = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .toArray()
      .filter(({ name }) => !name.startsWith('_') && name !== 'schema_version')
      .map(({ name }) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()] as const)
    return tables.length === 0 ? undefined : Object.fromEntries(tables)
  })

describe('an object in which nobody was made', () => {
  const session = signInOf().proposed
  const grantId = newGrantId()
  const tokenId = 'a token' as TokenId

  it.each<{ name: string; ask: (user: UserHandle) => Promise<unknown>; expect: unknown }>([
    { name: 'person', ask: (user) => user.person(), expect: err('unknown') },
    {
      name: 'update',
      ask: (user) => user.update({ passwordHash: 'b' }, null),
      expect: err('unknown'),
    },
    { name: 'erase', ask: (user) => user.erase(), expect: err('unknown') },
    { name: 'sessions', ask: (user) => user.sessions(POLICY), expect: [] },
    { name: 'endSession', ask: (user) => user.endSession('s'), expect: err('unknown') },
    { name: 'endSessions', ask: (user) => user.endSessions(), expect: 0 },
    { name: 'grants', ask: (user) => user.grants(), expect: [] },
    { name: 'endGrant', ask: (user) => user.endGrant(grantId), expect: err('unknown') },
    { name: 'endGrants', ask: (user) => user.endGrants(), expect: 0 },
    { name: 'events', ask: (user) => user.events(), expect: [] },
    { name: 'credentials', ask: (user) => user.credentials(), expect: undefined },
    { name: 'signIn', ask: (user) => user.signIn(signInOf()), expect: err('refused') },
    { name: 'account', ask: (user) => user.account(session, POLICY), expect: err('no_session') },
    {
      name: 'approve',
      ask: (user) => user.approve(approvalOf(session, { isConsentGiven: true })),
      expect: err({ kind: 'no_session' }),
    },
    { name: 'redeem', ask: (user) => user.redeem(redemptionOf(session)), expect: err('ended') },
    { name: 'refresh', ask: (user) => user.refresh(refreshOf(grantId, 1)), expect: err('unknown') },
    {
      name: 'inspect',
      ask: (user) => user.inspect({ grantId, tokenId, clientEpoch: 0, policy: POLICY }),
      expect: err('ended'),
    },
    {
      name: 'revokeToken',
      ask: (user) => user.revokeToken(grantId, tokenId, 1, CLIENT),
      expect: undefined,
    },
    { name: 'revokeGrant', ask: (user) => user.revokeGrant(grantId, CLIENT), expect: undefined },
    { name: 'signOut', ask: (user) => user.signOut(session), expect: err('no_session') },
  ])('refuses $name, and stores nothing (CVE-2026-27840, catalogue 107)', async (given) => {
    const sub = newSub()
    expect(await counted(() => given.ask(userOf(sub)))).toEqual({ answer: given.expect, rows: 0 })
    expect(await stored(sub)).toBeUndefined()
  })
})

describe('a person', () => {
  it('is made once, of however many who try at once', async () => {
    const sub = newSub()
    const people = times(100, (at) => newPerson({ sub, passwordHash: `hash ${at}` }))
    const made = await Promise.all(people.map((person) => userOf(sub).create(person)))
    expect(made.filter((each) => each.ok)).toHaveLength(1)
    expect(made.filter((each) => !each.ok)).toEqual(times(99, () => err('exists')))
  })

  it('is changed by whoever saw the last revision, of however many who try at once', async () => {
    const { user } = await signedIn()
    const patches = times(20, (at) => ({ claims: { nickname: `Ada ${at}` } }))
    const changed = await Promise.all(patches.map((patch) => user.update(patch, 1)))
    expect(changed.filter((each) => each.ok)).toHaveLength(1)
    expect(await user.person()).toMatchObject({ value: { revision: 2 } })
  })

  it('outlives evictions and crashes', async () => {
    const { sub, user } = await signedIn()
    const before = await user.person()
    await evictDurableObject(objectOf(sub))
    expect(await user.person()).toEqual(before)
    await abortAllDurableObjects()
    expect(await user.person()).toEqual(before)
  })

  it('is written by one row', async () => {
    const { user } = await signedIn()
    expect(await rowsOf(() => user.update({ claims: { name: 'Ada King' } }, null))).toBe(1)
  })
})

describe('the end of a person', () => {
  it('leaves a tombstone and nothing else', async () => {
    const person = await signedIn()
    const { sub, user, session } = person
    await newGrant(person)
    const details = { scope: ['openid'], resource: [] }
    const keep = { grantId: newGrantId(), details, until: 9_999_999_999 }
    await user.approve(approvalOf(session, { isConsentGiven: true, keep }))
    expect(await user.erase()).toEqual(ok(null))
    const left = Object.values((await stored(sub)) ?? {}).flat()
    expect(left).toEqual([{ name: 'tombstone', record: JSON.stringify({ schema: 1 }) }])
  })

  it('is for ever: nobody is made under that sub again, and to ask again is unknown', async () => {
    const { sub, user } = await signedIn()
    await user.erase()
    await abortAllDurableObjects()
    expect(await user.create(newPerson({ sub }))).toEqual(err('exists'))
    expect(await user.erase()).toEqual(err('unknown'))
    expect(await user.person()).toEqual(err('unknown'))
    expect(await user.credentials()).toBeUndefined()
  })

  it('comes after what happened to them was told', async () => {
    const { sub, user, session } = await signedIn()
    const code = redemptionOf(session)
    await user.redeem(code)
    await user.redeem(again(code))
    await user.erase()
    expect(await auditOf('code_reuse')).toMatchObject([{ sub, grant_id: code.core.grantId }])
  })
})
