/** The clients of a session that has ended are told: written in the turn that ended it, tried again, given up at last. */
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Jobs } from '../../../../src/jobs.ts'
import { DAY, nowSeconds } from '../../../../src/kernel/clock.ts'
import { MAIN_TENANT, type ClientId, type Sub } from '../../../../src/kernel/ids.ts'
import type { OwnSession } from '../../../../src/domain/own_account.ts'
import { ok } from '../../../../src/kernel/result.ts'
import type { UserHandle } from '../../../../src/stores/users.ts'
import { newTally } from '../../../../src/stores/tally.ts'
import { createTenants } from '../../../../src/stores/tenants.ts'
import {
  CLIENT,
  newGrant,
  newSession,
  objectOf,
  ONLINE,
  OTHER_CLIENT,
  pass,
  POLICY,
  rowsOf,
  signedIn,
  times,
  type SignedIn,
} from '../house.ts'

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeEach(() => pass(1000 * DAY))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const TOLD = { isToldOfSignOut: true }

/** Stands in for the network: what the clients were told, and whether they take it. */
function network(isTaken = true) {
  const deliver = vi.spyOn(Jobs.prototype, 'deliverLogout').mockImplementation(async () => isTaken)
  return {
    deliver,
    told: () => deliver.mock.calls.map(([{ sessionId, clientId }]) => ({ sessionId, clientId })),
  }
}

const alarm = (sub: Sub) => runDurableObjectAlarm(objectOf(sub))
const alarmOf = (sub: Sub): Promise<number | null> =>
  runInDurableObject(objectOf(sub), (_, { storage }) => storage.getAlarm())

/** A person whose session a client knows of. */
async function known(): Promise<SignedIn> {
  const person = await signedIn()
  await newGrant(person, TOLD)
  return person
}

/** One more browser of that person. */
const elsewhere = async (user: UserHandle): Promise<OwnSession> => ({
  key: await newSession(user),
  policy: POLICY,
})

describe('a client is told of the end of a session', () => {
  interface Ending {
    name: string
    end: (person: SignedIn) => Promise<unknown>
  }

  it.each<Ending>([
    { name: 'the person signs out', end: ({ user, session }) => user.signOut(session) },
    { name: 'an operator ends it', end: ({ user, session }) => user.endSession(session.sessionId) },
    { name: 'an operator ends all', end: ({ user }) => user.endSessions() },
    { name: 'the password changes', end: ({ user }) => user.update({ passwordHash: 'b' }, null) },
    {
      name: 'the person ends it from another browser',
      end: async ({ user, session }) =>
        user.endOtherSession(await elsewhere(user), session.sessionId),
    },
    {
      name: 'the person ends all but another one',
      end: async ({ user }) => user.endOtherSessions(await elsewhere(user)),
    },
    {
      name: 'the person changes the password in another browser',
      end: async ({ user }) =>
        user.changePassword({
          ...(await elsewhere(user)),
          credentialEpoch: 0,
          passwordHash: 'b',
          cookieId: 'a newer cookie',
        }),
    },
    { name: 'the person is disabled', end: ({ user }) => user.update({ disabled: true }, null) },
    {
      name: 'the person is deleted, though nothing of them is left by then',
      end: async ({ user }) => {
        await user.update({ disabled: true }, null)
        await user.erase()
      },
    },
    {
      name: 'a hundred newer ones take its place',
      end: async ({ user }) => {
        pass(1)
        for (let made = 0; made < 100; made++) await newSession(user)
      },
    },
  ])('where $name', async ({ end }) => {
    const { told } = network()
    const person = await known()
    await end(person)
    expect(told()).toEqual([])
    await alarm(person.sub)
    expect(told()).toEqual([{ sessionId: person.session.sessionId, clientId: CLIENT }])
    expect(await alarmOf(person.sub)).toBeNull()
  })

  it('once, however many grants it had in the session; and so is every other client', async () => {
    const { told } = network()
    const person = await known()
    await newGrant(person, TOLD)
    await newGrant(person, { ...TOLD, core: { clientId: OTHER_CLIENT }, details: ONLINE })
    expect(await person.user.signOut(person.session)).toEqual(ok([CLIENT, OTHER_CLIENT]))
    await alarm(person.sub)
    expect(new Set(told().map(({ clientId }) => clientId))).toEqual(new Set([CLIENT, OTHER_CLIENT]))
    expect(told()).toHaveLength(2)
  })

  it('and not of a session that it does not know', async () => {
    const { told } = network()
    const person = await known()
    const other = await newSession(person.user)
    await person.user.signOut(other)
    await alarm(person.sub)
    expect(told()).toEqual([])
  })

  it.each([
    { name: 'asked for no word of it', changes: {} },
    {
      name: 'was given no ID token',
      changes: { ...TOLD, details: { ...ONLINE, scope: ['stock'] } },
    },
  ])('unless it $name', async ({ changes }) => {
    const { told } = network()
    const person = await signedIn()
    await newGrant(person, changes)
    expect(await person.user.signOut(person.session)).toEqual(ok([]))
    await alarm(person.sub)
    expect(told()).toEqual([])
  })

  it('and nobody is, where a session expired and is swept', async () => {
    const { told } = network()
    const { user, sub } = await known()
    pass(POLICY.idle)
    await newSession(user)
    await alarm(sub)
    expect(told()).toEqual([])
  })

  it('which costs one row when it first knows of the session, and no more', async () => {
    const person = await signedIn()
    expect(await rowsOf(() => newGrant(person, TOLD))).toBe(2)
    expect(await rowsOf(() => newGrant(person, TOLD))).toBe(1)
    expect(await rowsOf(() => newGrant(person))).toBe(1)
  })
})

describe('what is to be told', () => {
  it.each([
    { name: 'evicted', fall: (sub: Sub) => evictDurableObject(objectOf(sub)) },
    { name: 'killed', fall: () => abortAllDurableObjects() },
  ])('survives an object that is $name before its alarm', async ({ fall }) => {
    const { told } = network()
    const { user, session, sub } = await known()
    await user.signOut(session)
    await fall(sub)
    expect(await alarmOf(sub)).not.toBeNull()
    await alarm(sub)
    expect(told()).toHaveLength(1)
  })

  it('survives an object that is killed while it is told: it comes again ten seconds later', async () => {
    const { deliver, told } = network()
    const { user, session, sub } = await known()
    await user.signOut(session)
    deliver.mockImplementationOnce(async () => {
      await abortAllDurableObjects()
      return true
    })
    await alarm(sub).catch(() => {})
    expect(await alarmOf(sub)).toBe((nowSeconds() + 10) * 1000)
    pass(10)
    await alarm(sub)
    expect(told()).toHaveLength(2)
    expect(await alarmOf(sub)).toBeNull()
  })

  it('is tried seven times at growing distances, then given up, which the audit is told (catalogue 162)', async () => {
    const { told } = network(false)
    const { user, session, sub } = await known()
    await user.signOut(session)
    const distances: number[] = []
    for (let at = await alarmOf(sub); at !== null; at = await alarmOf(sub)) {
      distances.push(at / 1000 - nowSeconds())
      vi.setSystemTime(at)
      await alarm(sub)
    }
    // At once; after each failure; to give up; to tell the audit.
    expect(distances).toEqual([0, 10, 60, 300, 1800, 7200, 21_600, 0])
    expect(told()).toHaveLength(7)
    const { items } = await createTenants(env.TENANT, MAIN_TENANT, newTally()).audit({
      limit: 9,
      after: null,
      event: 'logout_undelivered',
    })
    expect(items).toMatchObject([{ actor: 'system', client_id: CLIENT, sub }])
  })

  it('is tried again until it is taken, and then no more', async () => {
    const { deliver, told } = network(false)
    const { user, session, sub } = await known()
    await user.signOut(session)
    await alarm(sub)
    deliver.mockRejectedValueOnce(new Error('the jobs are down'))
    pass(10)
    await alarm(sub)
    deliver.mockImplementation(async () => true)
    pass(60)
    await alarm(sub)
    expect(told()).toHaveLength(3)
    expect(await alarmOf(sub)).toBeNull()
  })

  it('waits for nobody: one that fails comes again, and not those that took it', async () => {
    const { deliver, told } = network()
    const person = await known()
    await newGrant(person, { ...TOLD, core: { clientId: OTHER_CLIENT } })
    deliver.mockImplementation(async ({ clientId }) => clientId === CLIENT)
    await person.user.signOut(person.session)
    await alarm(person.sub)
    pass(10)
    await alarm(person.sub)
    expect(told().filter(({ clientId }) => clientId === CLIENT)).toHaveLength(1)
    expect(told().filter(({ clientId }) => clientId === OTHER_CLIENT)).toHaveLength(2)
  })

  it('is told of very many clients, some at a time', async () => {
    const { told } = network()
    const person = await signedIn()
    for (const clientId of times(45, (index) => `client_${index}` as ClientId)) {
      await newGrant(person, { ...TOLD, core: { clientId } })
    }
    await person.user.signOut(person.session)
    for (let rung = 0; rung < 3; rung++) await alarm(person.sub)
    expect(new Set(told().map(({ clientId }) => clientId)).size).toBe(45)
    expect(await alarmOf(person.sub)).toBeNull()
  })

  it('does not forget a session that ends while others are told', async () => {
    const { deliver, told } = network()
    const person = await known()
    const other = { ...person, session: await newSession(person.user) }
    await newGrant(other, TOLD)
    await person.user.signOut(person.session)
    deliver.mockImplementationOnce(async () => {
      await person.user.signOut(other.session)
      return true
    })
    await alarm(person.sub)
    expect(await alarmOf(person.sub)).not.toBeNull()
    await alarm(person.sub)
    expect(told()).toHaveLength(2)
  })
})
