/** Typed handles to PendingRequests objects: requests that were pushed, and sign-ins that are under way. */
import type { DeviceRequest } from '../domain/device_request.ts'
import type {
  Completion,
  PendingRequest,
  PushedRequest,
  SignInRequest,
} from '../domain/pending_request.ts'
import type { Newcomer, UpstreamSignIn } from '../domain/upstream_sign_in.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { AttemptId, ClientId, GrantId, TenantId } from '../kernel/ids.ts'
import { randomBytes, randomToken } from '../kernel/random.ts'
import type { Result } from '../kernel/result.ts'
import type { PendingRequests } from '../objects/pending_requests.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

/** Where a row is: the object's name and the row's id. Sealed before it leaves us. */
export interface PendingAddress {
  /** `<colo>:<slot>`, as the isolate that made it drew it. */
  place: string
  id: string
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
  /** A sign-in for an app, or the request of a device, which is its own (see `Devices.enter`). */
  signIn(
    address: PendingAddress,
  ): Promise<Result<PendingRequest<SignInRequest | DeviceRequest>, 'unknown' | 'completed'>>
  /**
   * Answers a request, once: the sign-in and the pushed request that it began with. Answers the grant that the code is
   * for: within ten seconds the same session is told that of the first time.
   */
  complete(
    address: PendingAddress,
    by: Completion,
  ): Promise<Result<{ grantId: GrantId }, 'unknown' | 'completed'>>

  /** Begins a way to another provider and back. */
  beginUpstream(signIn: Omit<UpstreamSignIn, 'id' | 'posted' | 'takenBy'>): Promise<PendingAddress>
  /** Keeps what that provider had a browser post, for the GET that our cookies come with. */
  keepPosted(
    address: PendingAddress,
    posted: Record<string, string>,
  ): Promise<Result<null, 'unknown'>>
  /** Takes it up again, once. */
  takeUpstream(
    address: PendingAddress,
    attempt: AttemptId,
  ): Promise<Result<UpstreamSignIn, 'unknown' | 'taken'>>

  /** Somebody whom another provider has proven, and nobody here knows. */
  keepNewcomer(newcomer: Omit<Newcomer, 'id' | 'takenBy'>): Promise<PendingAddress>
  /** Undefined where there is none, or it was taken. */
  newcomer(address: PendingAddress): Promise<Newcomer | undefined>
  /** What was proven of them is used once. */
  takeNewcomer(
    address: PendingAddress,
    attempt: AttemptId,
  ): Promise<Result<Newcomer, 'unknown' | 'taken'>>
}

const SLOTS = 64
/** Drawn once: requests spread by isolate, and the handle says where each is. */
let slot: number | undefined
const slotOfIsolate = (): number => (slot ??= (randomBytes(1)[0] ?? 0) % SLOTS)

/** @param colo where this isolate runs; its requests are kept nearby */
export function createPendings(
  namespace: DurableObjectNamespace<PendingRequests>,
  tenant: TenantId,
  tally: Tally,
  colo: string,
): Pendings {
  const call = createCaller<PendingRequests>(namespace, tally)
  const ask = <T>(place: string, question: (object: PendingRequests) => Promise<T>): Promise<T> =>
    call(`${tenant}:${place}`, question)
  const newPlace = () => `${colo}:${slotOfIsolate()}`
  return {
    async push(clientId, request, expiresAt) {
      const pushed = newRow(clientId, request, expiresAt, null)
      const place = newPlace()
      await ask(place, (object) => object.push(pushed))
      return { place, id: pushed.id }
    },
    async begin(clientId, request, expiresAt, pushed) {
      const signIn = newRow(clientId, request, expiresAt, pushed?.id ?? null)
      const place = pushed?.place ?? newPlace()
      await ask(place, (object) => object.begin(signIn))
      return { place, id: signIn.id }
    },
    pushed: ({ place, id }) => ask(place, (object) => object.pushed(id)),
    signIn: ({ place, id }) => ask(place, (object) => object.signIn(id)),
    async beginUpstream(given) {
      const signIn = { ...given, id: randomToken(), posted: null, takenBy: null }
      const place = newPlace()
      await ask(place, (object) => object.beginUpstream(signIn))
      return { place, id: signIn.id }
    },
    keepPosted: ({ place, id }, posted) => ask(place, (object) => object.keepPosted(id, posted)),
    takeUpstream: ({ place, id }, attempt) =>
      ask(place, (object) => object.takeUpstream(id, attempt)),
    async keepNewcomer(given) {
      const newcomer = { ...given, id: randomToken(), takenBy: null }
      const place = newPlace()
      await ask(place, (object) => object.keepNewcomer(newcomer))
      return { place, id: newcomer.id }
    },
    newcomer: ({ place, id }) => ask(place, (object) => object.newcomer(id)),
    takeNewcomer: ({ place, id }, attempt) =>
      ask(place, (object) => object.takeNewcomer(id, attempt)),
    complete: ({ place, id }, by) => ask(place, (object) => object.complete(id, by)),
  }
}

const newRow = <Request>(
  clientId: ClientId,
  request: Request,
  expiresAt: Seconds,
  pushedId: string | null,
): PendingRequest<Request> => ({
  schema: 1,
  id: randomToken(),
  clientId,
  request,
  pushedId,
  createdAt: nowSeconds(),
  expiresAt,
  completed: null,
})
