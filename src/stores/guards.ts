/** Typed handles to ReplayGuard objects: what a client may use once. */
import type { SpentKind } from '../domain/spent_mark.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, TenantId } from '../kernel/ids.ts'
import type { ReplayGuard } from '../objects/replay_guard.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

export type { SpentKind }

export interface Guards {
  /**
   * Spends something for a claim. The first claim wins, world-wide; the same claim is told yes again.
   * @param key what is spent, already hashed: nobody's text names a row
   * @param claim who spends it: a grant id for a request object, an attempt id for an assertion
   * @param until when the mark may be forgotten
   */
  spend(
    clientId: ClientId,
    kind: SpentKind,
    key: string,
    claim: string,
    until: Seconds,
  ): Promise<boolean>
  /** Whether a mark stands. */
  isSpent(clientId: ClientId, kind: SpentKind, key: string): Promise<boolean>
}

/** Each client has a guard of its own, so none can fill another's; the last part of the name leaves room for more. */
export function createGuards(
  namespace: DurableObjectNamespace<ReplayGuard>,
  tenant: TenantId,
  tally: Tally,
): Guards {
  const call = createCaller<ReplayGuard>(namespace, tally)
  const nameOf = (clientId: ClientId) => `${tenant}:${clientId}:0`
  return {
    spend: (clientId, ...given) => call(nameOf(clientId), (guard) => guard.spend(...given)),
    isSpent: (clientId, ...given) => call(nameOf(clientId), (guard) => guard.isSpent(...given)),
  }
}
