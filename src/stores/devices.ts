/** Typed handles to the requests of devices: twenty PendingRequests objects, one for each letter a user code begins with. */
import type {
  DeviceAnswer,
  DeviceApproval,
  DeviceRequest,
  PollRefusal,
} from '../domain/device_request.ts'
import type { Guesser } from '../domain/guesses.ts'
import type { Completion } from '../domain/pending_request.ts'
import { newUserCode, USER_CODE_LETTERS, type UserCode } from '../domain/user_code.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { AttemptId, ClientId, TenantId } from '../kernel/ids.ts'
import { randomToken } from '../kernel/random.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { PendingRequests } from '../objects/pending_requests.ts'
import type { Entry, EntryRefusal } from '../objects/pending_requests/device_requests.ts'
import { createCaller, ObjectUnavailable } from './call.ts'
import type { PendingAddress } from './pendings.ts'
import type { Tally } from './tally.ts'

export type { EntryRefusal, Guesser }

export interface KeptDevice {
  address: PendingAddress
  userCode: UserCode
}

export interface Devices {
  /** Keeps the request of a device, under a user code that no other waits under. */
  keep(
    clientId: ClientId,
    request: Omit<DeviceRequest, 'userCode'>,
    expiresAt: Seconds,
  ): Promise<KeptDevice>
  /** One guess at a user code: the request that goes by it belongs to this browser from now on. */
  enter(
    entry: Entry,
  ): Promise<Result<{ address: PendingAddress; clientId: ClientId }, EntryRefusal>>
  /** The person's word, once; within ten seconds the same session is told the same again. */
  answer(
    address: PendingAddress,
    by: Completion,
    answer: DeviceAnswer,
  ): Promise<Result<null, 'unknown' | 'completed'>>
  /** What has become of it, told to one poll at a time. */
  poll(
    address: PendingAddress,
    attempt: AttemptId,
  ): Promise<Result<DeviceApproval, PollRefusal | 'unknown'>>
}

/** Two devices under one code are next to impossible; three times in a row, something is broken. */
const MOST_DRAWS = 3

/** The objects are known by the code alone, wherever the device and the person are. */
export function createDevices(
  namespace: DurableObjectNamespace<PendingRequests>,
  tenant: TenantId,
  tally: Tally,
): Devices {
  const call = createCaller<PendingRequests>(namespace, tally)
  const ask = <T>(place: string, question: (object: PendingRequests) => Promise<T>): Promise<T> =>
    call(`${tenant}:${place}`, question)
  return {
    async keep(clientId, request, expiresAt) {
      for (let drawn = 0; drawn < MOST_DRAWS; drawn++) {
        const userCode = newUserCode()
        const address = { place: placeOf(userCode), id: `${userCode}.${randomToken()}` }
        const row = {
          schema: 1 as const,
          id: address.id,
          clientId,
          request: { ...request, userCode },
          pushedId: null,
          createdAt: nowSeconds(),
          expiresAt,
          completed: null,
        }
        const kept = await ask(address.place, (object) => object.keepDevice(row))
        if (kept.ok) return { address, userCode }
      }
      throw new ObjectUnavailable('every user code that was drawn is taken')
    },
    async enter(entry) {
      const place = placeOf(entry.userCode)
      const entered = await ask(place, (object) => object.enterUserCode(entry))
      if (!entered.ok) return entered
      const { id, clientId } = entered.value
      return ok({ address: { place, id }, clientId })
    },
    answer: ({ place, id }, by, answer) =>
      ask(place, (object) => object.answerDevice(id, by, answer)),
    poll: ({ place, id }, attempt) => ask(place, (object) => object.pollDevice(id, attempt)),
  }
}

const placeOf = (code: UserCode): string => `-:${USER_CODE_LETTERS.indexOf(code.charAt(0))}`
