import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../kernel/clock.ts'
import type { SessionId } from '../kernel/ids.ts'
import { isSessionAlive, type Session, type SessionPolicy } from './session.ts'

const NOW = 100 * DAY
const POLICY: SessionPolicy = { idle: 12 * HOUR, absolute: 30 * DAY, tenantEpoch: 2 }

const session = (changes: Partial<Session> = {}): Session => ({
  id: 'a session' as SessionId,
  cookieId: 'a cookie',
  facts: [{ method: 'pwd', at: NOW }],
  provedFor: '',
  createdAt: NOW,
  lastSeenAt: NOW,
  tenantEpoch: 2,
  credentialEpoch: 0,
  device: { ip: '192.0.2.1', userAgent: 'a test' },
  ...changes,
})

describe('isSessionAlive', () => {
  it.each([
    { name: 'a new one', given: session(), expect: true },
    {
      name: 'one seen just within the idle time',
      given: session({ lastSeenAt: NOW - POLICY.idle + 1 }),
      expect: true,
    },
    {
      name: 'one not seen for the idle time',
      given: session({ lastSeenAt: NOW - POLICY.idle }),
      expect: false,
    },
    {
      name: 'one in its last second, however lately seen',
      given: session({ createdAt: NOW - POLICY.absolute + 1 }),
      expect: true,
    },
    {
      name: 'one that is too old, however lately seen',
      given: session({ createdAt: NOW - POLICY.absolute }),
      expect: false,
    },
    {
      name: 'one from before everybody was signed out',
      given: session({ tenantEpoch: 1 }),
      expect: false,
    },
    {
      name: 'one begun under an epoch that the asking isolate does not know yet',
      given: session({ tenantEpoch: 3 }),
      expect: true,
    },
  ])('$name: $expect', ({ given, expect: alive }) => {
    expect(isSessionAlive(given, POLICY, NOW)).toBe(alive)
  })

  it('is judged by the policy of today: a shorter one ends what the older let live', () => {
    const seen = session({ lastSeenAt: NOW - 2 * HOUR })
    expect(isSessionAlive(seen, POLICY, NOW)).toBe(true)
    expect(isSessionAlive(seen, { ...POLICY, idle: HOUR }, NOW)).toBe(false)
  })
})
