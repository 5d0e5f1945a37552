/** What a client is to be told of a session that has ended, and for how long we try to tell it. */
import { HOUR, MINUTE, type Seconds } from '../kernel/clock.ts'
import type { ClientId, SessionId, Sub, TenantId } from '../kernel/ids.ts'

/** A session that a client knows by its `sid`, for it was given an ID token of it. */
export interface LogoutNotice {
  tenant: TenantId
  sub: Sub
  sessionId: SessionId
  clientId: ClientId
}

/** How long to wait after each attempt that failed; the last is followed by giving up. */
const WAITS: readonly Seconds[] = [10, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 0]

export const MOST_ATTEMPTS = WAITS.length

/** @param attempts how many were made, the one that is about to be made among them */
export const waitAfter = (attempts: number): Seconds => WAITS[attempts - 1] ?? 0
