/** Typed handles to PendingRequests objects: requests that were pushed, and sign-ins that are under way. */
import type { Spend } from '../domain/pending_request.ts'
import type { PendingRequest, PushedRequest, SignInRequest } from '../domain/pending_request.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, GrantId, SessionId, Sub } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'

export type { PendingRequest, PushedRequest, SignInRequest, Spend }

/** Where a row is: the object's name and the row's id. Sealed before it leaves us. */
export interface PendingAddress {
  /** `<colo>:<slot>`, as the isolate that made it drew it. */
  place: string
  id: string
}

/** Who completes a request: the same browser may, within ten seconds, complete it again. */
export interface Completion {
  grantId: GrantId
  sub: Sub
  sessionId: SessionId
}

export interface Pendings {
  /** Keeps a pushed request until `expiresAt`, and once a sign-in has begun with it, as long as that. */
  push(clientId: ClientId, request: PushedRequest, expiresAt: Seconds): Promise<PendingAddress>
  /** A pushed request that can still be answered. `completed` where it has been. */
  pushed(
    address: PendingAddress,
  ): Promise<Result<PendingRequest<PushedRequest>, 'unknown' | 'completed'>>
  /** Begins a sign-in: in the object of the pushed request, where there is one. */
  begin(
    clientId: ClientId,
    request: SignInRequest,
    expiresAt: Seconds,
    pushed?: PendingAddress,
  ): Promise<PendingAddress>
  signIn(
    address: PendingAddress,
  ): Promise<Result<PendingRequest<SignInRequest>, 'unknown' | 'completed'>>
  /**
   * Answers a request, once: the sign-in and the pushed request that it began with. Answers the grant that the code is
   * for: within ten seconds the same session is told that of the first time.
   */
  complete(
    address: PendingAddress,
    by: Completion,
  ): Promise<Result<{ grantId: GrantId }, 'unknown' | 'completed'>>
}
