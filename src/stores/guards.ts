/** Typed handles to ReplayGuard objects: what a client may use once. */
import type { ClientId } from '../kernel/ids.ts'
import type { Seconds } from '../kernel/clock.ts'

/** What a mark stands for; marks of different kinds never meet. */
export type SpentKind = 'request_object' | 'client_assertion' | 'access_token'

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
