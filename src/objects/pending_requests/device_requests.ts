/**
 * Requests of devices, each found by the code that a person types. A row's id begins with the code and ends in a random
 * text: so a code that is drawn again is another request, and one table serves both ways to it.
 */
import type { Guesser } from '../../domain/guesses.ts'
import {
  enterDevice,
  pollDevice,
  type DeviceAnswer,
  type DeviceApproval,
  type DeviceRequest,
  type PollRefusal,
} from '../../domain/device_request.ts'
import { isRepeat, type Completion, type PendingRequest } from '../../domain/pending_request.ts'
import type { UserCode } from '../../domain/user_code.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { AttemptId, ClientId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { nextGuess, writeGuess } from './guesses.ts'
import { findRequest, storeRequest, sweepRequests } from './rows.ts'

type Pending = PendingRequest<DeviceRequest>

export interface Entry {
  userCode: UserCode
  browser: string
  guesser: Guesser
}

/** The request that a code was right for. */
export interface EnteredDevice {
  id: string
  clientId: ClientId
}

/** `unknown`: there is none, or no more. `used`: entered in another browser before, or answered. */
export type EntryRefusal = { kind: 'unknown' | 'used' } | { kind: 'wait'; seconds: Seconds }

/** @returns `taken` where another device waits under this code: then another code is to be drawn */
export function keepDeviceRequest(sql: Sql, asked: Pending, now: Seconds): Result<null, 'taken'> {
  const known = findByUserCode(sql, asked.request.userCode, now)
  if (known && known.id !== asked.id) return err('taken')
  if (known) return ok(null)
  sweepRequests(sql, asked.id, now)
  storeRequest(sql, 'device', asked)
  return ok(null)
}

/** One guess at a user code; only a wrong one is counted. @returns the request that goes by the code */
export function enterUserCode(
  sql: Sql,
  { userCode, browser, guesser }: Entry,
  now: Seconds,
): Result<EnteredDevice, EntryRefusal> {
  const counts = nextGuess(sql, guesser, now)
  if (!counts.ok) return err({ kind: 'wait', seconds: counts.reason.wait })
  const refuse = (kind: 'unknown' | 'used') => {
    writeGuess(sql, counts.value, now)
    return err({ kind })
  }
  const found = findByUserCode(sql, userCode, now)
  if (!found) return refuse('unknown')
  const entered = enterDevice(found.request, browser)
  if (!entered.ok) return refuse(entered.reason)
  const { changed } = entered.value
  if (changed) storeRequest(sql, 'device', { ...found, request: changed })
  const { id, clientId } = found
  return ok({ id, clientId })
}

/** The person's word, once; the same session is told the same again for a moment. */
export function answerDevice(
  sql: Sql,
  { id, by, answer }: { id: string; by: Completion; answer: DeviceAnswer },
  now: Seconds,
): Result<null, 'unknown' | 'completed'> {
  const found = find(sql, id, now)
  if (!found) return err('unknown')
  if (found.completed) {
    const isSame = found.request.answer?.kind === answer.kind
    return isSame && isRepeat(found.completed, by, now) ? ok(null) : err('completed')
  }
  const request: DeviceRequest = { ...found.request, answer }
  storeRequest(sql, 'device', { ...found, request, completed: { ...by, at: now } })
  return ok(null)
}

export function pollRequest(
  sql: Sql,
  { id, attempt }: { id: string; attempt: AttemptId },
  now: Seconds,
): Result<DeviceApproval, PollRefusal | 'unknown'> {
  const found = find(sql, id, now)
  if (!found) return err('unknown')
  const { answer, changed } = pollDevice(found.request, attempt, now)
  if (changed) storeRequest(sql, 'device', { ...found, request: changed })
  return answer
}

const find = (sql: Sql, id: string, now: Seconds): Pending | undefined =>
  findRequest<DeviceRequest>(sql, id, 'device', now)

/** Ids that begin with the code and a full stop, which is the one before `/`. */
function findByUserCode(sql: Sql, code: UserCode, now: Seconds): Pending | undefined {
  const [row] = sql.read<{ id: string }>(
    `SELECT id FROM requests WHERE id >= ? || '.' AND id < ? || '/' AND expires_at > ? LIMIT 1`,
    code,
    code,
    now,
  )
  return row && find(sql, row.id, now)
}
