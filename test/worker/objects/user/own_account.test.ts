/** What a person decides of their own account, asked of their object alone: in a session that stands, and once. */
import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { OwnSession } from '../../../../src/domain/own_account.ts'
import type { Sub } from '../../../../src/kernel/ids.ts'
import type { UserHandle } from '../../../../src/stores/users.ts'
import { CLIENT, newPerson, objectOf, newSession, POLICY, userOf } from '../house.ts'

interface Owner {
  sub: Sub
  user: UserHandle
  own: OwnSession
}

async function owner(): Promise<Owner> {
  const person = newPerson()
  const user = userOf(person.sub)
  await user.create(person)
  return { sub: person.sub, user, own: { key: await newSession(user), policy: POLICY } }
}

const CHANGE = { credentialEpoch: 0, passwordHash: 'a newer hash', cookieId: 'a newer cookie' }

const ASKS: { name: string; ask: (owner: Owner) => Promise<{ ok: boolean }> }[] = [
  { name: 'overview', ask: ({ user, own }) => user.overview(own) },
  { name: 'ownCredentials', ask: ({ user, own }) => user.ownCredentials(own) },
  { name: 'changeProfile', ask: ({ user, own }) => user.changeProfile(own, { name: 'Eve' }) },
  { name: 'changePassword', ask: ({ user, own }) => user.changePassword({ ...own, ...CHANGE }) },
  { name: 'endOtherSession', ask: ({ user, own }) => user.endOtherSession(own, 'a session') },
  { name: 'endOtherSessions', ask: ({ user, own }) => user.endOtherSessions(own) },
  { name: 'disconnect', ask: ({ user, own }) => user.disconnect(own, CLIENT) },
]

describe.each(ASKS)('$name', ({ ask }) => {
  it.each<{ name: string; given: (owner: Owner) => Promise<Owner> }>([
    {
      name: 'after a sign-out',
      given: async (each) => {
        await each.user.signOut(each.own.key)
        return each
      },
    },
    {
      name: 'of a disabled person',
      given: async (each) => {
        await each.user.update({ disabled: true }, null)
        return each
      },
    },
    {
      name: 'with an older cookie',
      given: async (each) => ({
        ...each,
        own: { ...each.own, key: { ...each.own.key, cookieId: 'an older cookie' } },
      }),
    },
    {
      name: 'after everybody was signed out',
      given: async (each) => ({
        ...each,
        own: { ...each.own, policy: { ...POLICY, tenantEpoch: 1 } },
      }),
    },
    {
      name: 'of nobody',
      given: async (each) => ({ ...each, user: userOf(`nobody-${each.sub}` as Sub) }),
    },
  ])('is not for a session $name', async ({ given }) => {
    const each = await given(await owner())
    const before = await each.user.person()
    expect(await ask(each)).toEqual({ ok: false, reason: 'no_session' })
    expect(await each.user.person()).toEqual(before)
  })
})

describe('a password change', () => {
  it('whose answer was lost answers the same, also after a restart', async () => {
    const { sub, user, own } = await owner()
    const first = await user.changePassword({ ...own, ...CHANGE })
    await evictDurableObject(objectOf(sub))
    expect(await user.changePassword({ ...own, ...CHANGE })).toEqual(first)
    expect(await user.credentials()).toMatchObject({ credentialEpoch: 1 })
  })

  it('checked against a password that is no more is refused', async () => {
    const { user, own } = await owner()
    const other = { ...CHANGE, cookieId: 'another cookie' }
    const answers = await Promise.all([
      user.changePassword({ ...own, ...CHANGE }),
      user.changePassword({ ...own, ...other }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { key } = own
    const renewed = { policy: POLICY, key: { ...key, cookieId: CHANGE.cookieId } }
    const stale = await user.changePassword({ ...renewed, ...other })
    expect(stale).toEqual({ ok: false, reason: 'refused' })
  })
})
