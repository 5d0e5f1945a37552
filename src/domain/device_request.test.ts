import { describe, expect, it } from 'vitest'
import type { AttemptId, CodeId, GrantId, Sub } from '../kernel/ids.ts'
import { err, ok } from '../kernel/result.ts'
import type { ApprovalCore } from './grant.ts'
import {
  enterDevice,
  pollDevice,
  type DeviceApproval,
  type DeviceRequest,
} from './device_request.ts'
import type { UserCode } from './user_code.ts'

const NOW = 1_000_000_000
const approval: DeviceApproval = {
  sub: 'a sub' as Sub,
  codeId: 'a code' as CodeId,
  core: {} as ApprovalCore,
  details: { scope: ['openid'], resource: [] },
}
const attempt = (name: string) => name as AttemptId

const waiting = (changes: Partial<DeviceRequest> = {}): DeviceRequest => ({
  parameters: { scope: ['openid'], prompt: [], ui_locales: [] },
  grantId: 'a grant' as GrantId,
  mustProve: false,
  userCode: 'WDJBMJHT' as UserCode,
  interval: 5,
  enteredIn: null,
  answer: null,
  polled: null,
  isHandedOut: false,
  ...changes,
})
const polledAgo = (seconds: number, told: 'pending' | 'approved' | 'slow_down' = 'pending') => ({
  attempt: attempt('before'),
  at: NOW - seconds,
  told,
})
const approved = { kind: 'approved', approval } as const

describe('a poll (RFC 8628 §3.5)', () => {
  it.each([
    { name: 'the first', given: {}, answer: err('pending'), interval: 5 },
    { name: 'on time', given: { polled: polledAgo(5) }, answer: err('pending'), interval: 5 },
    {
      name: 'a second early, for seconds are whole',
      given: { polled: polledAgo(4) },
      answer: err('pending'),
      interval: 5,
    },
    {
      name: 'two seconds early',
      given: { polled: polledAgo(3) },
      answer: err('slow_down'),
      interval: 10,
    },
    {
      name: 'too fast for a longer interval',
      given: { interval: 10, polled: polledAgo(5) },
      answer: err('slow_down'),
      interval: 15,
    },
    {
      name: 'after a clock that was set back',
      given: { polled: polledAgo(-3600) },
      answer: err('slow_down'),
      interval: 10,
    },
    {
      name: 'of an approved device, however fast',
      given: { answer: approved, polled: polledAgo(0) },
      answer: ok(approval),
      interval: 5,
    },
    {
      name: 'beside one that was just told the approval',
      given: { answer: approved, isHandedOut: true, polled: polledAgo(0, 'approved') },
      answer: err('slow_down'),
      interval: 10,
    },
    {
      name: 'an interval after one that was told the approval, whose tokens may not have come',
      given: { answer: approved, isHandedOut: true, polled: polledAgo(5, 'approved') },
      answer: ok(approval),
      interval: 5,
    },
  ])('$name', ({ given, answer, interval }) => {
    const step = pollDevice(waiting(given), attempt('now'), NOW)
    expect(step.answer).toEqual(answer)
    expect(step.changed).toMatchObject({ interval, polled: { attempt: 'now', at: NOW } })
  })

  it('of a denied device is told so, however fast, and changes nothing', () => {
    const denied = waiting({ answer: { kind: 'denied' }, polled: polledAgo(0) })
    expect(pollDevice(denied, attempt('now'), NOW)).toEqual({ answer: err('denied') })
  })

  it.each([
    { told: 'pending', answer: err('pending') },
    { told: 'slow_down', answer: err('slow_down') },
    { told: 'approved', answer: ok(approval) },
  ] as const)(
    'that is the same attempt is told $told again, and changes nothing',
    ({ told, answer }) => {
      const polled = { attempt: attempt('now'), at: NOW, told }
      const step = pollDevice(waiting({ answer: approved, polled }), attempt('now'), NOW)
      expect(step).toEqual({ answer })
    },
  )
})

describe('entering a code', () => {
  it.each([
    { name: 'first', given: {}, expect: ok({ changed: waiting({ enteredIn: 'mine' }) }) },
    { name: 'again, in the same browser', given: { enteredIn: 'mine' }, expect: ok({}) },
    { name: 'in another browser', given: { enteredIn: 'theirs' }, expect: err('used') },
    {
      name: 'after it was answered',
      given: { enteredIn: 'mine', answer: approved },
      expect: err('used'),
    },
  ])('$name', ({ given, expect: answer }) => {
    expect(enterDevice(waiting(given), 'mine')).toEqual(answer)
  })
})
