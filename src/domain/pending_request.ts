/** What waits for a person: a request that was accepted and is in our own keeping. */
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, GrantId, SessionId, Sub } from '../kernel/ids.ts'
import type { AskedParameters, AuthorizationParameters } from '../spec/authorization_request.ts'

/** What must be marked as used before a code leaves us: see `Guards.spend`. */
export type Spend =
  | { readonly kind: 'request_object'; readonly key: string; readonly until: Seconds }
  | { readonly kind: 'none' }

export interface PushedRequest {
  parameters: AuthorizationParameters
}

/** What a sign-in goes by from step to step, whoever waits for its answer. */
export interface KeptSignIn {
  parameters: AskedParameters
  /** Fixed when the request comes into our keeping: whatever is clicked twice, one grant comes of it. */
  grantId: GrantId
  /** The `sub`, as the client knows it, of the one person who will do: `id_token_hint`, or `sub` with a value in `claims`. */
  wantedSub?: string
  /** Only a proof that is given in this very sign-in will do: `prompt=login`, or one that was older than `max_age`. */
  mustProve: boolean
}

export interface SignInRequest extends KeptSignIn {
  parameters: AuthorizationParameters
  spend: Spend
}

/** How long the browser that completed a request is told the same again, in seconds: a double click. */
export const REPEAT_WITHIN: Seconds = 10

/** Who completes a request, and the grant that comes of it. */
export interface Completion {
  grantId: GrantId
  sub: Sub
  sessionId: SessionId
}

export interface PendingRequest<Request> {
  schema: 1
  id: string
  clientId: ClientId
  request: Request
  /** The row of the pushed request that a sign-in began with, in the same object. */
  pushedId: string | null
  createdAt: Seconds
  expiresAt: Seconds
  completed: (Completion & { at: Seconds }) | null
}

/** Whether a completed request would still be answered, if only to the session that completed it. */
export const isRepeatable = ({ at }: { at: Seconds }, now: Seconds): boolean =>
  now <= at + REPEAT_WITHIN

/** Whether this is a double click: the same person in the same session, in time. */
export const isRepeat = (
  completed: Completion & { at: Seconds },
  by: Completion,
  now: Seconds,
): boolean =>
  completed.sub === by.sub && completed.sessionId === by.sessionId && isRepeatable(completed, now)
