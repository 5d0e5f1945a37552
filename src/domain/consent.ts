/** What a person has consented to, client by client, and how taking it back is remembered: as a number. */
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId } from '../kernel/ids.ts'

export interface Consent {
  schema: 1
  clientId: ClientId
  scope: string[]
  claims: string[]
  /** Where the answers may go, by scheme and host. Absent where it was given before that was asked: then to none. */
  hosts?: string[]
  givenAt: Seconds
}

/** How often consent was withdrawn: each time raises the count. What was granted under an older count is dead… */
export interface Withdrawals {
  count: number
  /** …or, since the first withdrawal from one client alone, under one that is older than the last from everybody. */
  fromAll?: number
  /** The count of the last withdrawal from a client. */
  fromClient?: { [clientId: string]: number }
}

/** The count that what was granted to a client must have been granted under, at least. */
export const withdrawnFrom = (
  { count, fromAll = count, fromClient = {} }: Withdrawals,
  clientId: ClientId,
): number => Math.max(fromAll, fromClient[clientId] ?? 0)

/** One withdrawal more: from a client, or from everybody. */
export function withdrawn(
  { count, fromAll = count, fromClient = {} }: Withdrawals,
  clientId?: string,
): Withdrawals {
  const next = count + 1
  return clientId === undefined
    ? { count: next }
    : { count: next, fromAll, fromClient: { ...fromClient, [clientId]: next } }
}

export interface Wanted {
  scope: readonly string[]
  claimNames: readonly string[]
  host: string
}

/** Whether all that is asked for was consented to before. */
export const coversAll = (consent: Consent, { scope, claimNames, host }: Wanted): boolean =>
  scope.every((each) => consent.scope.includes(each)) &&
  claimNames.every((each) => consent.claims.includes(each)) &&
  (consent.hosts ?? []).includes(host)

/** What was consented to before, and now this as well. */
export const widened = (
  before: Consent | undefined,
  clientId: ClientId,
  { scope, claimNames, host }: Wanted,
  now: Seconds,
): Consent => ({
  schema: 1,
  clientId,
  scope: [...new Set([...(before?.scope ?? []), ...scope])],
  claims: [...new Set([...(before?.claims ?? []), ...claimNames])],
  hosts: [...new Set([...(before?.hosts ?? []), host])],
  givenAt: now,
})
