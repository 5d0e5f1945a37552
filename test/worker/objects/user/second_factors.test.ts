/** Second factors as a person's object decides them: what must happen once happens once, however many ask at once. */
import { evictDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AuthenticationFact } from '../../../../src/domain/authentication.ts'
import type { Proving, TotpSetUp } from '../../../../src/domain/second_factor.ts'
import { newSessionId } from '../../../../src/kernel/ids.ts'
import { randomToken } from '../../../../src/kernel/random.ts'
import { secondFactorsOf } from '../../../../src/objects/user/factors.ts'
import type { UserHandle } from '../../../../src/stores/users.ts'
import { newPerson, newSession, objectOf, POLICY, signInOf, userOf } from '../house.ts'

afterEach(() => vi.useRealTimers())

const PWD: AuthenticationFact = { method: 'pwd', at: 5 }
const STEP = 60_000_000
const notice = () => ({ mailId: randomToken(), lang: 'en' })
/** The first change of a new person's factors. */
const CHANGED = 1

const setUp = (changes: Partial<TotpSetUp['signIn']> = {}): TotpSetUp => ({
  signIn: signInOf({ proof: { method: 'totp', step: STEP }, onto: [PWD], ...changes }),
  totp: { sealed: randomToken(), step: STEP, recoveryHashes: ['one', 'two'], notice: notice() },
})

async function withTotp() {
  const person = newPerson()
  const user = userOf(person.sub)
  await user.create(person)
  const made = await user.setUpTotp(setUp())
  expect(made).toMatchObject({ ok: true, value: { kind: 'session' } })
  return { sub: person.sub, user }
}

const byStep = (user: UserHandle, step: number, onto = [PWD]) =>
  user.signIn(signInOf({ proof: { method: 'totp', step }, onto, credentialEpoch: CHANGED }))
const byRecoveryCode = (user: UserHandle, hash: string) => {
  const proof = { method: 'recovery_code', hash, notice: notice() } as const
  return user.signIn(signInOf({ proof, onto: [PWD], credentialEpoch: CHANGED }))
}
const HALFWAY: Proving = { kind: 'halfway', facts: [PWD], credentialEpoch: CHANGED }

describe('a code of an authenticator app', () => {
  it('is taken once, of a hundred sign-ins at once (catalogue 192)', async () => {
    const { user } = await withTotp()
    const tries = Array.from({ length: 100 }, () => byStep(user, STEP + 1))
    const taken = (await Promise.all(tries)).filter(({ ok }) => ok)
    expect(taken).toHaveLength(1)
  })

  it('is not taken again after the object was evicted, nor is an older one', async () => {
    const { user, sub } = await withTotp()
    expect((await byStep(user, STEP + 2)).ok).toBe(true)
    await evictDurableObject(objectOf(sub))
    for (const step of [STEP + 2, STEP + 1, STEP]) {
      expect(await byStep(user, step)).toEqual({ ok: false, reason: 'refused' })
    }
    expect((await byStep(user, STEP + 3)).ok).toBe(true)
  })

  it('opens nothing by itself (catalogue 194)', async () => {
    const { user } = await withTotp()
    expect(await byStep(user, STEP + 1, [])).toEqual({ ok: false, reason: 'refused' })
  })

  it('that set up its app is used up by it', async () => {
    const { user } = await withTotp()
    expect((await byStep(user, STEP)).ok).toBe(false)
  })

  it('is worth nothing once factors have changed, nor is what was proven before', async () => {
    const { user } = await withTotp()
    expect(await user.resetFactors(notice())).toEqual({ ok: true, value: true })
    expect((await byStep(user, STEP + 1)).ok).toBe(false)
    expect(await user.tryCode(HALFWAY)).toEqual({ ok: false, reason: { kind: 'nobody' } })
    expect((await user.secondStep(HALFWAY)).ok).toBe(false)
  })
})

describe('a recovery code', () => {
  it('is taken once, of a hundred sign-ins at once (catalogue 195)', async () => {
    const { user } = await withTotp()
    const tries = Array.from({ length: 100 }, () => byRecoveryCode(user, 'one'))
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1)
    expect((await byRecoveryCode(user, 'two')).ok).toBe(true)
    const held = await user.secondFactors()
    expect(held).toEqual({ ok: true, value: { ways: ['totp'], recoveryCodesLeft: 0 } })
  })
})

describe('codes that are tried', () => {
  it('are counted before they are looked at: of a hundred at once five go on (catalogue 193)', async () => {
    vi.setSystemTime(Date.now())
    const { user } = await withTotp()
    const tries = await Promise.all(Array.from({ length: 100 }, () => user.tryCode(HALFWAY)))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(5)
    const waiting = { ok: false, reason: { kind: 'wait', seconds: 30 } }
    expect(tries.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 95 }, () => waiting))
  })

  it('wait twice as long each time, up to an hour, until a right one', async () => {
    let now = Date.now()
    const pass = (seconds: number) => vi.setSystemTime((now += seconds * 1000))
    pass(0)
    const { user } = await withTotp()
    const waits: number[] = []
    for (let tried = 0; tried < 14; tried++) {
      const attempt = await user.tryCode(HALFWAY)
      if (attempt.ok) continue
      if (attempt.reason.kind !== 'wait') throw new Error(attempt.reason.kind)
      waits.push(attempt.reason.seconds)
      pass(attempt.reason.seconds)
      expect((await user.tryCode(HALFWAY)).ok).toBe(true)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
    expect((await byStep(user, STEP + 1)).ok).toBe(true)
    expect((await user.tryCode(HALFWAY)).ok).toBe(true)
  })

  it('are told of once they look like guesses', async () => {
    let now = Date.now()
    vi.setSystemTime(now)
    const { user } = await withTotp()
    for (let tried = 0; tried < 5; tried++) await user.tryCode(HALFWAY)
    const told = async () =>
      (await user.events()).filter(({ event }) => event === 'second_factor_refused')
    expect(await told()).toEqual([])
    vi.setSystemTime((now += 30_000))
    await user.tryCode(HALFWAY)
    expect(await told()).toHaveLength(1)
  })
})

describe('setting up an authenticator app', () => {
  it('by the same call twice is done once, and answered the same', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    const given = setUp()
    const answers = [await user.setUpTotp(given), await user.setUpTotp(given)]
    expect(answers[0]).toMatchObject({ ok: true, value: { key: given.signIn.proposed } })
    expect(answers[1]).toEqual(answers[0])
    expect(await user.person()).toMatchObject({ value: { credentialEpoch: CHANGED } })
  })

  it('in two browsers at once is done in one', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    const answers = await Promise.all([user.setUpTotp(setUp()), user.setUpTotp(setUp())])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('is for nobody who has proven nothing, or less than they can', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    expect((await user.setUpTotp(setUp({ onto: [] }))).ok).toBe(false)
    expect((await user.setUpTotp(setUp({ onto: 'session' }))).ok).toBe(false)
    expect((await user.setUpTotp(setUp({ onto: [{ method: 'totp', at: 5 }] }))).ok).toBe(false)
  })

  it('keeps the session that it is made in, under a new cookie, and ends every other', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    const [current, other] = [await newSession(user), await newSession(user)]
    const proposed = { sessionId: newSessionId(), cookieId: randomToken() }
    const made = await user.setUpTotp(setUp({ onto: 'session', current, proposed }))
    const key = { sessionId: current.sessionId, cookieId: proposed.cookieId }
    expect(made).toMatchObject({ ok: true, value: { kind: 'session', key } })
    expect((await user.account(key, POLICY)).ok).toBe(true)
    expect((await user.account(current, POLICY)).ok).toBe(false)
    expect((await user.account(other, POLICY)).ok).toBe(false)
  })
})

it('what a person has set up is read once each, for every approval asks', () => {
  const read = vi.fn(() => [])
  const sql = { read, write: () => [] }
  expect(secondFactorsOf({ sql }, newPerson(), { isMailTaken: true }).ways).toEqual([])
  expect(read.mock.calls).toHaveLength(3)
})
