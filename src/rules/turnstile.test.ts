import { describe, expect, it } from 'vitest'
import { readSiteverifyAnswer } from '../spec/turnstile.ts'
import { judgeSiteverify } from './turnstile.ts'

const PLACE = { form: 'sign_up', hostname: 'id.example' } as const
const GOOD = { success: true, action: 'sign_up', hostname: 'id.example', 'error-codes': [] }
const failed = (...codes: string[]) => ({ success: false, 'error-codes': codes })

describe("siteverify's answer", () => {
  it.each([
    { name: 'a success for this form and host', given: GOOD, expected: { ok: true, value: null } },
    {
      name: 'a success with more to it, that is none of ours',
      given: { ...GOOD, cdata: 'x', challenge_ts: '2026-02-28T15:14:30.096Z', metadata: {} },
      expected: { ok: true, value: null },
    },
    {
      name: 'a success for another form',
      given: { ...GOOD, action: 'sign_in' },
      expected: unverified('action'),
    },
    {
      name: 'a success for another host',
      given: { ...GOOD, hostname: 'evil.example' },
      expected: unverified('hostname'),
    },
    {
      name: 'a success for a host below ours',
      given: { ...GOOD, hostname: 'x.id.example' },
      expected: unverified('hostname'),
    },
    {
      name: 'a success that says neither',
      given: { success: true },
      expected: unverified('action', 'hostname'),
    },
    {
      name: 'a token that is none',
      given: failed('invalid-input-response'),
      expected: unverified('invalid-input-response'),
    },
    {
      name: 'a token that was used or is too old',
      given: failed('timeout-or-duplicate'),
      expected: unverified('timeout-or-duplicate'),
    },
    {
      name: 'a secret that is none',
      given: failed('invalid-input-secret'),
      expected: unavailable('invalid-input-secret'),
    },
    {
      name: 'a secret that is none, and a token that is none',
      given: failed('invalid-input-response', 'invalid-input-secret'),
      expected: unavailable('invalid-input-response', 'invalid-input-secret'),
    },
    {
      name: 'trouble at Cloudflare',
      given: failed('internal-error'),
      expected: unavailable('internal-error'),
    },
    { name: 'a code that is new', given: failed('so-new'), expected: unavailable('so-new') },
    { name: 'a failure without a word', given: { success: false }, expected: unavailable() },
  ])('is judged: $name', ({ given, expected }) => {
    const answer = readSiteverifyAnswer(given)
    expect(answer && judgeSiteverify(answer, PLACE)).toEqual(expected)
  })

  it.each([
    { name: 'nothing', given: undefined },
    { name: 'a text', given: 'true' },
    { name: 'a list', given: [true] },
    { name: 'a success that is a text', given: { ...GOOD, success: 'true' } },
    { name: 'a success that is a number', given: { ...GOOD, success: 1 } },
    { name: 'a host that is a list', given: { ...GOOD, hostname: ['id.example'] } },
    { name: 'codes that are a text', given: { success: false, 'error-codes': 'x' } },
  ])('is none: $name', ({ given }) => {
    expect(readSiteverifyAnswer(given)).toBeUndefined()
  })
})

function unverified(...because: string[]) {
  return { ok: false, reason: { reason: 'unverified', because } }
}
function unavailable(...because: string[]) {
  return { ok: false, reason: { reason: 'unavailable', because } }
}
