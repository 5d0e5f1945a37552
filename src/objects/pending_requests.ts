/**
 * Requests that wait for a person: pushed ones, sign-ins under way, and those of devices, for minutes. Each is completed
 * once; the same session that did it is told the same again for a moment, so that a double click harms nobody.
 */
import type {
  DeviceAnswer,
  DeviceApproval,
  DeviceRequest,
  PollRefusal,
} from '../domain/device_request.ts'
import {
  isRepeat,
  isRepeatable,
  type Completion,
  type PendingRequest,
  type PushedRequest,
  type SignInRequest,
} from '../domain/pending_request.ts'
import type { Newcomer, UpstreamSignIn } from '../domain/upstream_sign_in.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { AttemptId, GrantId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'
import {
  answerDevice,
  enterUserCode,
  keepDeviceRequest,
  pollRequest,
  type EnteredDevice,
  type Entry,
  type EntryRefusal,
} from './pending_requests/device_requests.ts'
import { GUESS_TABLE } from './pending_requests/guesses.ts'
import { keepOnce, readOnce, takeOnce } from './pending_requests/once.ts'
import {
  findRequest,
  readRow,
  REQUEST_TABLE,
  storeRequest,
  sweepRequests,
  type Kind,
} from './pending_requests/rows.ts'

/** A device's request is completed by its answer, and what is taken once by whoever takes it. */
const COMPLETED_HERE: readonly Kind[] = ['pushed', 'sign_in']

export class PendingRequests extends SchemaObject {
  protected override readonly schema = 1
  protected override readonly tables = [REQUEST_TABLE, GUESS_TABLE]

  async push(pushed: PendingRequest<PushedRequest>): Promise<void> {
    sweepRequests(this.sql, pushed.id, nowSeconds())
    storeRequest(this.sql, 'pushed', pushed)
  }

  /** The pushed request that it begins with, if any, lives at least as long from now on. */
  async begin(signIn: PendingRequest<SignInRequest>): Promise<void> {
    const now = nowSeconds()
    sweepRequests(this.sql, signIn.id, now)
    const pushed = signIn.pushedId === null ? undefined : this.#pushed(signIn.pushedId, now)
    this.ctx.storage.transactionSync(() => {
      storeRequest(this.sql, 'sign_in', signIn)
      if (!pushed) return
      const expiresAt = Math.max(pushed.expiresAt, signIn.expiresAt)
      storeRequest(this.sql, 'pushed', { ...pushed, expiresAt })
    })
  }

  async pushed(
    id: string,
  ): Promise<Result<PendingRequest<PushedRequest>, 'unknown' | 'completed'>> {
    return this.#open(id, 'pushed')
  }

  /** A sign-in for an app, or the request of a device that it is for. */
  async signIn(
    id: string,
  ): Promise<Result<PendingRequest<SignInRequest | DeviceRequest>, 'unknown' | 'completed'>> {
    return this.#open(id, 'sign_in', 'device')
  }

  async complete(
    id: string,
    by: Completion,
  ): Promise<Result<{ grantId: GrantId }, 'unknown' | 'completed'>> {
    const now = nowSeconds()
    const found = readRow(this.sql, id, now)
    if (!found || !COMPLETED_HERE.includes(found.kind)) return err('unknown')
    const { kind, request } = found
    if (request.completed) {
      const { grantId } = request.completed
      return isRepeat(request.completed, by, now) ? ok({ grantId }) : err('completed')
    }
    const pushed = request.pushedId === null ? undefined : this.#pushed(request.pushedId, now)
    if (request.pushedId !== null && !pushed) return err('unknown')
    if (pushed?.completed) return err('completed')
    const completed = { ...by, at: now }
    this.ctx.storage.transactionSync(() => {
      storeRequest(this.sql, kind, { ...request, completed })
      if (pushed) storeRequest(this.sql, 'pushed', { ...pushed, completed })
    })
    return ok({ grantId: by.grantId })
  }

  /** Keeps the request of a device; the first of two under one user code stays. */
  async keepDevice(asked: PendingRequest<DeviceRequest>): Promise<Result<null, 'taken'>> {
    return keepDeviceRequest(this.sql, asked, nowSeconds())
  }

  async enterUserCode(entry: Entry): Promise<Result<EnteredDevice, EntryRefusal>> {
    return enterUserCode(this.sql, entry, nowSeconds())
  }

  async answerDevice(
    id: string,
    by: Completion,
    answer: DeviceAnswer,
  ): Promise<Result<null, 'unknown' | 'completed'>> {
    return answerDevice(this.sql, { id, by, answer }, nowSeconds())
  }

  async pollDevice(
    id: string,
    attempt: AttemptId,
  ): Promise<Result<DeviceApproval, PollRefusal | 'unknown'>> {
    return pollRequest(this.sql, { id, attempt }, nowSeconds())
  }

  async beginUpstream(signIn: UpstreamSignIn): Promise<void> {
    keepOnce(this.sql, 'upstream', signIn, nowSeconds())
  }

  /** Keeps what a provider had a browser post: its first word counts. */
  async keepPosted(id: string, posted: Record<string, string>): Promise<Result<null, 'unknown'>> {
    const signIn = readOnce<UpstreamSignIn>(this.sql, 'upstream', id, nowSeconds())
    if (!signIn) return err('unknown')
    if (signIn.posted === null) storeRequest(this.sql, 'upstream', { ...signIn, posted })
    return ok(null)
  }

  async takeUpstream(
    id: string,
    attempt: AttemptId,
  ): Promise<Result<UpstreamSignIn, 'unknown' | 'taken'>> {
    return takeOnce(this.sql, 'upstream', { id, attempt }, nowSeconds())
  }

  async keepNewcomer(newcomer: Newcomer): Promise<void> {
    keepOnce(this.sql, 'newcomer', newcomer, nowSeconds())
  }

  async newcomer(id: string): Promise<Newcomer | undefined> {
    return readOnce(this.sql, 'newcomer', id, nowSeconds())
  }

  async takeNewcomer(
    id: string,
    attempt: AttemptId,
  ): Promise<Result<Newcomer, 'unknown' | 'taken'>> {
    return takeOnce(this.sql, 'newcomer', { id, attempt }, nowSeconds())
  }

  #open<Request>(
    id: string,
    ...kinds: Kind[]
  ): Result<PendingRequest<Request>, 'unknown' | 'completed'> {
    const now = nowSeconds()
    const row = readRow(this.sql, id, now)
    if (!row || !kinds.includes(row.kind)) return err('unknown')
    const found = row.request as PendingRequest<Request>
    const isOver = found.completed !== null && !isRepeatable(found.completed, now)
    return isOver ? err('completed') : ok(found)
  }

  #pushed(id: string, now: Seconds): PendingRequest<PushedRequest> | undefined {
    return findRequest<PushedRequest>(this.sql, id, 'pushed', now)
  }
}
