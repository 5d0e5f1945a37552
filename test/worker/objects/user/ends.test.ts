/** What ends what: the table of docs/architecture.md, row by row. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientId, TokenId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import {
  approvalOf,
  CLIENT,
  isGood,
  newGrant,
  newSession,
  ONLINE,
  OTHER_CLIENT,
  pass,
  POLICY,
  redemptionOf,
  refreshOf,
  rowsOf,
  signedIn,
  type SignedIn,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

interface Ending {
  name: string
  end: (person: SignedIn) => Promise<unknown>
}

/** A person with a grant that lives by itself, and one that lives as long as the session. */
async function granted() {
  const person = await signedIn()
  const online = await newGrant(person, { details: ONLINE })
  return { ...person, online, offline: await newGrant(person) }
}

describe('the end of a session ends what was granted only for as long', () => {
  it.each<Ending>([
    { name: 'by signing out', end: ({ user, session }) => user.signOut(session) },
    { name: 'by an operator', end: ({ user, session }) => user.endSession(session.sessionId) },
    { name: 'with all others', end: ({ user }) => user.endSessions() },
    { name: 'by not being seen', end: async () => pass(POLICY.idle) },
  ])('$name', async ({ end }) => {
    const person = await granted()
    const { user, session, online, offline } = person
    await end(person)
    expect(await user.account(session, POLICY)).toEqual(err('no_session'))
    expect(await isGood(user, online)).toBe(false)
    expect(await isGood(user, offline)).toBe(true)
    expect(await user.refresh(refreshOf(offline, 1))).toMatchObject({ ok: true })
  })

  it('and no other session, nor what hangs on that', async () => {
    const person = await granted()
    const other = { ...person, session: await newSession(person.user) }
    const grant = await newGrant(other, { details: ONLINE })
    await person.user.signOut(person.session)
    expect(await isGood(person.user, grant)).toBe(true)
    expect(await person.user.account(other.session, POLICY)).toMatchObject({ ok: true })
  })
})

describe('everything ends, and does not come back, when', () => {
  it.each<Ending>([
    { name: 'the password changes', end: ({ user }) => user.update({ passwordHash: 'b' }, null) },
    { name: 'the person is disabled', end: ({ user }) => user.update({ disabled: true }, null) },
    {
      name: 'the person was disabled, and is let in again',
      end: async ({ user }) => {
        await user.update({ disabled: true }, null)
        await user.update({ disabled: false }, null)
      },
    },
    { name: 'the person is erased', end: ({ user }) => user.erase() },
  ])('$name (catalogue 120)', async ({ end }) => {
    const person = await granted()
    const { user, session, online, offline } = person
    await end(person)
    expect(await user.account(session, POLICY)).toEqual(err('no_session'))
    expect(await user.sessions(POLICY)).toEqual([])
    expect(await isGood(user, online)).toBe(false)
    expect(await isGood(user, offline)).toBe(false)
    expect((await user.refresh(refreshOf(offline, 1))).ok).toBe(false)
  })

  it('and a grant that it ended is listed no more', async () => {
    const { user } = await granted()
    expect(await standing(user)).toHaveLength(2)
    await user.update({ passwordHash: 'b' }, null)
    expect(await standing(user)).toEqual([])
    expect(await user.endGrants()).toBe(0)
  })
})

const standing = async (user: SignedIn['user']) =>
  (await user.grants()).filter(({ endedAt }) => endedAt === null)

describe('a number that was raised ends all that was born under an older one', () => {
  it.each([
    { name: 'of the tenant', today: { policy: { ...POLICY, tenantEpoch: 1 } }, sessionEnds: true },
    { name: 'of the client', today: { clientEpoch: 1 }, sessionEnds: false },
  ])('$name', async ({ today, sessionEnds }) => {
    const { user, session, offline } = await granted()
    const tokenId = 'a token' as TokenId
    const question = { grantId: offline, tokenId, clientEpoch: 0, policy: POLICY, ...today }
    expect(await user.inspect(question)).toEqual(err('ended'))
    expect(await user.refresh(refreshOf(offline, 1, today))).toEqual(err('ended'))
    const account = await user.account(session, today.policy ?? POLICY)
    expect(account.ok).toBe(!sessionEnds)
  })
})

describe('the end of grants', () => {
  it('of all of them leaves the sessions (consent withdrawn)', async () => {
    const { user, session, online, offline } = await granted()
    expect(await user.endGrants()).toBe(2)
    expect(await isGood(user, online)).toBe(false)
    expect(await isGood(user, offline)).toBe(false)
    expect(await user.account(session, POLICY)).toMatchObject({ ok: true })
    expect(await user.endGrants()).toBe(0)
  })

  it('of one client leaves those of every other, and the sessions (consent withdrawn)', async () => {
    const { user, session, online, offline, ...person } = await granted()
    const code = redemptionOf(session)
    const other = { core: { clientId: OTHER_CLIENT } }
    const others = await newGrant({ user, session, ...person }, other)
    const otherCode = redemptionOf(session, other)
    expect(await user.endGrants(CLIENT)).toBe(2)
    for (const grant of [online, offline]) expect(await isGood(user, grant)).toBe(false)
    expect(await user.redeem(code)).toEqual(err('ended'))
    expect(await isGood(user, others)).toBe(true)
    expect(await user.redeem(otherCode)).toMatchObject({ ok: true })
    expect(await user.account(session, POLICY)).toMatchObject({ ok: true })
  })

  it('of one client does not hold what is granted to it later, and ends with that of all', async () => {
    const { user, session, ...person } = await granted()
    await user.endGrants(CLIENT)
    const consented = await user.approve(approvalOf(session, { isConsentGiven: true }))
    const consentSerial = consented.ok ? consented.value.consentSerial : 0
    const again = await newGrant({ user, session, ...person }, { core: { consentSerial } })
    await user.endGrants(OTHER_CLIENT)
    expect(await isGood(user, again)).toBe(true)
    await user.endGrants()
    expect(await isGood(user, again)).toBe(false)
  })

  it('of one client forgets its consent, and no other (catalogue 120)', async () => {
    const { user, session } = await granted()
    const ask = (clientId: ClientId, isConsentGiven = false) =>
      user.approve(approvalOf(session, { clientId, isConsentGiven }))
    for (const clientId of [CLIENT, OTHER_CLIENT]) await ask(clientId, true)
    await user.endGrants(CLIENT)
    expect(await ask(CLIENT)).toMatchObject({ reason: { kind: 'consent_required' } })
    expect(await ask(OTHER_CLIENT)).toMatchObject({ ok: true })
  })

  it('of one by an operator leaves the others; to ask again is the same, and writes nothing', async () => {
    const { user, online, offline } = await granted()
    expect(await user.endGrant(offline)).toMatchObject({ ok: true })
    expect(await rowsOf(() => user.endGrant(offline))).toBe(0)
    expect(await user.endGrant('no grant')).toEqual(err('unknown'))
    expect(await isGood(user, online)).toBe(true)
    expect(await isGood(user, offline)).toBe(false)
  })

  it('of one by its client; another client changes nothing, and writes nothing (RFC 7009 §2.1)', async () => {
    const { user, offline } = await granted()
    expect(await rowsOf(() => user.revokeGrant(offline, OTHER_CLIENT))).toBe(0)
    expect(await isGood(user, offline)).toBe(true)
    expect(await rowsOf(() => user.revokeGrant(offline, CLIENT))).toBe(1)
    expect(await isGood(user, offline)).toBe(false)
    expect(await rowsOf(() => user.revokeGrant(offline, CLIENT))).toBe(0)
  })
})

describe('the end of one access token', () => {
  const [ONE, TWO] = ['token 1' as TokenId, 'token 2' as TokenId]
  const inspect = ({ user, offline }: Awaited<ReturnType<typeof granted>>, tokenId: TokenId) =>
    user.inspect({ grantId: offline, tokenId, clientEpoch: 0, policy: POLICY })

  it('leaves the others of its grant, and the refresh token', async () => {
    const person = await granted()
    const { user, offline } = person
    const until = Math.floor(Date.now() / 1000) + 300
    await user.revokeToken(offline, ONE, until, CLIENT)
    expect(await inspect(person, ONE)).toEqual(err('ended'))
    expect(await inspect(person, TWO)).toMatchObject({ ok: true })
    expect(await user.refresh(refreshOf(offline, 1))).toMatchObject({ ok: true })
    expect(await inspect(person, ONE)).toEqual(err('ended'))
  })

  it('writes one row, however often it is asked for; another client writes none', async () => {
    const { user, offline } = await granted()
    const until = Math.floor(Date.now() / 1000) + 300
    expect(await rowsOf(() => user.revokeToken(offline, ONE, until, OTHER_CLIENT))).toBe(0)
    expect(await rowsOf(() => user.revokeToken(offline, ONE, until, CLIENT))).toBe(1)
    expect(await rowsOf(() => user.revokeToken(offline, ONE, until, CLIENT))).toBe(0)
  })

  it('is remembered until the token has expired, and not for ever', async () => {
    const person = await granted()
    const { user, offline } = person
    const now = Math.floor(Date.now() / 1000)
    await user.revokeToken(offline, ONE, now + 300, CLIENT)
    pass(299)
    await user.revokeToken(offline, TWO, now + 599, CLIENT)
    expect(await inspect(person, ONE)).toEqual(err('ended'))
    pass(24 * 60 * 60)
    await user.revokeToken(offline, 'token 3' as TokenId, now + 90_000, CLIENT)
    const [grant] = (await user.grants()).filter(({ id }) => id === offline)
    expect(grant?.revokedTokens.map(({ id }) => id)).toEqual(['token 3'])
  })
})
