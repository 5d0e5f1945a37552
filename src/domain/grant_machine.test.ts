import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Seconds } from '../kernel/clock.ts'
import type {
  AttemptId,
  ClientId,
  CodeId,
  GrantId,
  SessionId,
  Sub,
  TokenId,
} from '../kernel/ids.ts'
import { err } from '../kernel/result.ts'
import type { Redemption, RefreshQuestion } from './approval.ts'
import type { Grant } from './grant.ts'
import {
  endGrant,
  isTokenRevoked,
  redeemCode,
  refreshGrant,
  revokeAccessToken,
  type Step,
} from './grant_machine.ts'
import type { Standing } from './standing.ts'

const START: Seconds = 1_800_000_000
const CLIENT = 'a client' as ClientId
const SESSION = 'a session' as SessionId
const POLICY = { idle: 12 * HOUR, absolute: 30 * DAY, tenantEpoch: 0 }

const standingAt = (now: Seconds): Standing => ({
  person: {
    schema: 1,
    tenant: 'main' as Standing['person']['tenant'],
    sub: 'a sub' as Sub,
    claims: {},
    passwordHash: null,
    disabled: false,
    credentialEpoch: 0,
    createdAt: START,
    updatedAt: START,
    revision: 1,
  },
  withdrawals: { count: 0 },
  session: {
    id: SESSION,
    cookieId: 'a cookie',
    facts: [{ method: 'pwd', at: START }],
    provedFor: '',
    createdAt: START,
    lastSeenAt: now,
    tenantEpoch: 0,
    credentialEpoch: 0,
    device: { ip: '192.0.2.1', userAgent: 'a test' },
  },
  policy: POLICY,
  clientEpoch: 0,
  now,
})

const redemption = (changes: Partial<Redemption> = {}): Redemption => ({
  attempt: 'attempt 0' as AttemptId,
  codeId: 'code 0' as CodeId,
  expiresAt: START + 60,
  core: {
    grantId: 'a grant' as GrantId,
    clientId: CLIENT,
    sessionId: SESSION,
    facts: [{ method: 'pwd', at: START }],
    consentSerial: 0,
    tenantEpoch: 0,
    clientEpoch: 0,
    credentialEpoch: 0,
  },
  details: { scope: ['openid', 'offline_access'], resource: [] },
  policy: POLICY,
  clientEpoch: 0,
  mayRefresh: true,
  isToldOfSignOut: false,
  accessTokenLifetime: 300,
  refresh: { idle: 30 * DAY, absolute: 365 * DAY, grace: 10, rotation: 'rotate' },
  ...changes,
})

const question = (generation: number, changes: Partial<RefreshQuestion> = {}): RefreshQuestion => ({
  attempt: 'attempt 1' as AttemptId,
  grantId: 'a grant' as GrantId,
  generation,
  clientId: CLIENT,
  clientEpoch: 0,
  policy: POLICY,
  accessTokenLifetime: 300,
  refresh: redemption().refresh,
  ...changes,
})

/** A grant that was opened at the start and whose refresh token was rotated last then. */
function opened(changes: Partial<Grant> = {}): Grant {
  const { changed } = redeemCode(undefined, undefined, redemption(), standingAt(START))
  if (!changed) throw new Error('nothing was opened')
  return { ...changed, ...changes }
}

describe('how long a grant is remembered', () => {
  it.each([
    {
      name: 'one without a refresh token: until its access token and its code are dead for sure',
      given: { mayRefresh: false },
      expect: START + 300 + HOUR,
    },
    {
      name: 'one whose code lives longer than its token',
      given: { mayRefresh: false, expiresAt: START + 600 },
      expect: START + 600 + HOUR,
    },
    { name: 'one with a refresh token', given: {}, expect: START + 365 * DAY + 300 + HOUR },
  ])('$name', ({ given, expect: keepUntil }) => {
    const step = redeemCode(undefined, undefined, redemption(given), standingAt(START))
    expect(step.changed?.keepUntil).toBe(keepUntil)
  })

  it('by the policy of the day when it is used', () => {
    const policy = { ...redemption().refresh, absolute: 400 * DAY }
    const { changed } = refreshGrant(opened(), question(1, { refresh: policy }), standingAt(START))
    expect(changed?.keepUntil).toBe(START + 400 * DAY + 300 + HOUR)
  })

  it('for a day when it has ended, and never longer than before', () => {
    expect(endGrant(opened(), 'revoked_by_client', START).keepUntil).toBe(START + DAY)
    const short = opened({ keepUntil: START + 60 })
    expect(endGrant(short, 'revoked_by_client', START).keepUntil).toBe(START + 60)
  })
})

describe('the end of a grant', () => {
  it('is told once: the first reason stays', () => {
    const ended = endGrant(opened(), 'revoked_by_client', START + 1)
    expect(endGrant(ended, 'revoked_by_admin', START + 2)).toBe(ended)
  })

  it('is not written again by a code that comes once more, but the reuse is told', () => {
    const ended = endGrant(opened(), 'revoked_by_client', START + 1)
    const replay = redemption({ attempt: 'another' as AttemptId })
    const step = redeemCode(ended, undefined, replay, standingAt(START + 2))
    expect(step).toMatchObject({ answer: err('reused'), event: { event: 'code_reuse' } })
    expect(step).not.toHaveProperty('changed')
  })
})

describe('a clock that is set back', () => {
  const rotated = opened({ generation: 2, rotatedAt: START + 1000 })

  it.each([
    { name: 'within the grace is still a lost answer', now: START + 991, reason: undefined },
    { name: 'by the grace or more opens none', now: START + 990, reason: 'reused' },
  ])('$name', ({ now, reason }) => {
    const { answer } = refreshGrant(rotated, question(1), standingAt(now))
    expect(answer.ok ? undefined : answer.reason).toBe(reason)
  })

  it('makes no use older than it was', () => {
    const used = opened({ lastUsedAt: START + 1000 })
    const { changed } = refreshGrant(used, question(1), standingAt(START))
    expect(changed?.lastUsedAt).toBe(START + 1000)
  })

  it('brings no revoked access token back, unless by an hour', () => {
    const token = (name: string, until: Seconds) => ({ id: name as TokenId, until })
    const first = revokeAccessToken(opened(), token('first', START + 300), START)
    const soon = revokeAccessToken(first, token('second', START + 900), START + 301)
    expect(soon.revokedTokens.map(({ id }) => id)).toEqual(['first', 'second'])
    const late = revokeAccessToken(soon, token('third', START + 9000), START + 900 + HOUR)
    expect(late.revokedTokens.map(({ id }) => id)).toEqual(['third'])
  })
})

describe('one access token revoked twice', () => {
  it('changes nothing the second time, and nothing where the grant has ended', () => {
    const token = { id: 'one' as TokenId, until: START + 300 }
    const without = revokeAccessToken(opened(), token, START)
    expect(isTokenRevoked(without, 'one')).toBe(true)
    expect(isTokenRevoked(without, 'other')).toBe(false)
    expect(revokeAccessToken(without, token, START)).toBe(without)
    const ended = endGrant(opened(), 'revoked_by_client', START)
    expect(revokeAccessToken(ended, token, START)).toBe(ended)
  })
})

/** What may happen to a grant, in whatever order. */
type Move =
  | { kind: 'redeem'; code: number }
  | { kind: 'refresh'; back: number }
  | { kind: 'forge' }
  | { kind: 'steal' }
  | { kind: 'retry' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'revoke' }

const moves = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('redeem'), code: fc.nat(2) }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('refresh'), back: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('retry') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('wait'),
        seconds: fc.integer({ min: -30, max: 90 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('forge') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('steal') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke') }) },
  ) as fc.Arbitrary<Move>,
  { maxLength: 40 },
)

type Ask = (grant: Grant | undefined, now: Seconds) => Step<string>

/** One person's grant with all who ask of it: what they were told, and what is stored. */
class Story {
  now = START
  grant: Grant | undefined
  /** Who was told yes by which code. */
  readonly winners = new Map<number, Set<string>>()
  #asked = 0
  #last: { ask: Ask; step: Step<string>; left: Grant | undefined } | undefined

  play(move: Move): void {
    switch (move.kind) {
      case 'redeem':
        return this.#redeem(move.code)
      case 'refresh':
        return this.#refresh((this.grant?.generation ?? 1) - move.back)
      case 'forge':
        return this.#refresh((this.grant?.generation ?? 1) + 1)
      case 'steal':
        return this.#foreign()
      case 'retry':
        return this.#retry()
      case 'wait':
        this.now += move.seconds
        return
      case 'revoke':
        this.grant &&= endGrant(this.grant, 'revoked_by_client', this.now)
    }
  }

  #attempt = (): AttemptId => `attempt ${++this.#asked}` as AttemptId

  #redeem(code: number): void {
    const attempt = this.#attempt()
    const given = redemption({ attempt, codeId: `code ${code}` as CodeId })
    const before = this.grant
    const { answer } = this.#ask((grant, now) =>
      redeemCode(grant, undefined, given, standingAt(now)),
    )
    if (answer.ok) this.winners.set(code, (this.winners.get(code) ?? new Set()).add(attempt))
    // Reuse revokes; another code of the same sign-in harms nobody.
    if (before?.codeId === given.codeId) expect(this.grant?.endedAt).not.toBeNull()
    else if (before) expect(this.grant).toBe(before)
  }

  #refresh(generation: number): void {
    const before = this.grant
    if (!before) return
    const given = question(generation, { attempt: this.#attempt() })
    const { answer, changed } = this.#ask((grant, now) =>
      refreshGrant(grant ?? before, given, standingAt(now)),
    )
    if (before.endedAt !== null) expect(answer.ok).toBe(false)
    if (!answer.ok && answer.reason === 'reused') expect(this.grant?.endedAt).not.toBeNull()
    if (answer.ok && generation < before.generation) {
      // Only the last generation is forgiven, shortly after, and it makes no second living one.
      expect(generation).toBe(before.generation - 1)
      expect(Math.abs(this.now - before.rotatedAt)).toBeLessThan(10)
      expect(changed).toBeUndefined()
    }
    if (answer.ok) expect(answer.value.generation).toBe(this.grant?.generation)
  }

  #foreign(): void {
    const before = this.grant
    if (!before) return
    const given = question(before.generation, { clientId: 'another' as ClientId })
    const step = refreshGrant(before, given, standingAt(this.now))
    expect(step).toMatchObject({ answer: err('unknown'), event: { event: 'rt_foreign_client' } })
    expect(step.changed).toBeUndefined()
  }

  /** The answer was lost, and the same question comes once more before any other. */
  #retry(): void {
    const { ask, step, left } = this.#last ?? {}
    // What lived on the grace is judged by the grace again.
    if (!ask || !step?.answer.ok || step.event || left !== this.grant) return
    // No theft, no second rotation: what was told is told again.
    expect(ask(this.grant, this.now)).toEqual({ answer: step.answer })
  }

  #ask(ask: Ask): Step<string> {
    const step = ask(this.grant, this.now)
    this.#keep(step.changed)
    this.#last = { ask, step, left: this.grant }
    return step
  }

  /** What is stored never goes back. */
  #keep(changed: Grant | undefined): void {
    if (!changed) return
    const before = this.grant
    this.grant = changed
    if (!before) return
    expect(changed.endedAt === null && before.endedAt !== null).toBe(false)
    expect(changed.generation - before.generation).toBeOneOf([0, 1])
    expect(changed.codeId).toBe(before.codeId)
  }
}

describe('any interleaving of redeem, rotate, revoke, replay and retry', () => {
  it('has one winner, revokes on reuse, and takes no lost answer for theft (RFC 9700 §4.14.2)', () => {
    fc.assert(
      fc.property(moves, (played) => {
        const story = new Story()
        for (const move of played) story.play(move)
        const winners = [...story.winners.values()].flatMap((attempts) => [...attempts])
        expect(winners.length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 2000 },
    )
  })
})
