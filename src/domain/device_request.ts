/**
 * A request of a device without a browser (RFC 8628), as a pure machine: entered in one browser, answered once, and asked
 * about by the device at its interval until the answer is handed out. Whoever stores it does so in the very turn.
 */
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId, CodeId, Sub } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ApprovalCore, ApprovalDetails } from './grant.ts'
import type { KeptSignIn } from './pending_request.ts'
import type { UserCode } from './user_code.ts'

/** "If no value is provided, clients MUST use 5 as the default" (RFC 8628 §3.2): so it is what we say, too. */
export const FIRST_INTERVAL: Seconds = 5
/** "the interval MUST be increased by 5 seconds for this and all subsequent requests" (RFC 8628 §3.5). */
const SLOWER: Seconds = 5
/** Seconds are whole, and networks are not even: a poll that comes this much early is not too fast. */
const TOLERANCE: Seconds = 1

/** What the person allowed: what a code would seal. It stays inside until the device comes for it. */
export interface DeviceApproval {
  sub: Sub
  codeId: CodeId
  core: ApprovalCore
  details: ApprovalDetails
}

export type DeviceAnswer =
  { readonly kind: 'approved'; readonly approval: DeviceApproval } | { readonly kind: 'denied' }

export interface DeviceRequest extends KeptSignIn {
  userCode: UserCode
  /** Where the device is, as far as the platform can tell: ISO 3166-1 alpha-2. */
  country?: string
  /** How long the device must wait between two polls, in seconds; it only ever grows. */
  interval: Seconds
  /** The browser that the code was entered in first: nobody else goes on with it. */
  enteredIn: string | null
  answer: DeviceAnswer | null
  /** The last poll, and what it was told. */
  polled: { attempt: AttemptId; at: Seconds; told: Told } | null
  /** Whether a poll was told the approval: then another must keep its distance like any other. */
  isHandedOut: boolean
}

type Told = 'approved' | 'pending' | 'slow_down' | 'denied'

export type PollRefusal = Exclude<Told, 'approved'>

export interface Polled {
  answer: Result<DeviceApproval, PollRefusal>
  /** The request as it is to be stored; none where nothing changed. */
  changed?: DeviceRequest
}

/**
 * A poll by the device (RFC 8628 §3.4). The approval is handed out to one poll at a time: of two at once the second is told
 * to slow down, and one that comes an interval later, because no answer has arrived, is told again. That it is used once
 * is for the person's object to decide.
 * @param attempt of the HTTP request: the same one is told the same, for its answer was lost on the way to us
 */
export function pollDevice(request: DeviceRequest, attempt: AttemptId, now: Seconds): Polled {
  const { polled, interval } = request
  if (polled?.attempt === attempt) return { answer: answerOf(request, polled.told) }
  const isTooFast = polled !== null && now - polled.at < interval - TOLERANCE
  const told = tellDevice(request, isTooFast)
  if (told === 'denied') return { answer: err(told) }
  const changed: DeviceRequest = {
    ...request,
    interval: told === 'slow_down' ? interval + SLOWER : interval,
    polled: { attempt, at: now, told },
    isHandedOut: request.isHandedOut || told === 'approved',
  }
  return { answer: answerOf(changed, told), changed }
}

function tellDevice({ answer, isHandedOut }: DeviceRequest, isTooFast: boolean): Told {
  if (answer?.kind === 'denied') return 'denied'
  if (answer?.kind === 'approved' && !(isHandedOut && isTooFast)) return 'approved'
  return isTooFast ? 'slow_down' : 'pending'
}

const answerOf = ({ answer }: DeviceRequest, told: Told): Polled['answer'] =>
  told !== 'approved'
    ? err(told)
    : answer?.kind === 'approved'
      ? ok(answer.approval)
      : err('pending')

/** `used`: it was entered in another browser before, or is answered. */
export function enterDevice(
  request: DeviceRequest,
  browser: string,
): Result<{ changed?: DeviceRequest }, 'used'> {
  if (request.answer !== null) return err('used')
  if (request.enteredIn === null) return ok({ changed: { ...request, enteredIn: browser } })
  return request.enteredIn === browser ? ok({}) : err('used')
}
