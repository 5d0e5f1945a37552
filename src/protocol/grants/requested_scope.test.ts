import { describe, expect, it } from 'vitest'
import { requestedScope } from './requested_scope.ts'

const GRANTED = ['openid', 'email', 'offline_access']
const exceeds = { ok: false, reason: { key: 'scope_exceeds_grant' } }

describe('the scope of a refresh (RFC 6749 §6)', () => {
  it.each([
    { asked: undefined, expect: { ok: true, value: GRANTED } },
    { asked: 'openid', expect: { ok: true, value: ['openid'] } },
    { asked: 'email openid', expect: { ok: true, value: ['email', 'openid'] } },
    { asked: 'email email', expect: { ok: true, value: ['email'] } },
    { asked: 'openid profile', expect: exceeds },
    { asked: 'OPENID', expect: exceeds },
    { asked: 'openid  email', expect: exceeds },
    { asked: ' openid', expect: exceeds },
  ])('$asked', ({ asked, expect: wanted }) => {
    const parameters = new Map(asked === undefined ? [] : [['scope', asked]])
    expect(requestedScope(parameters, GRANTED)).toEqual(wanted)
  })
})
