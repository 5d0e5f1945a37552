/**
 * Requests that wait for a person: pushed ones, and sign-ins under way, for minutes. Each is completed once; the same
 * session that did it is told the same again for a moment, so that a double click harms nobody.
 */
import {
  REPEAT_WITHIN,
  type PendingRequest,
  type PushedRequest,
  type SignInRequest,
} from '../domain/pending_request.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { GrantId, SessionId, Sub } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'

type Kind = 'pushed' | 'sign_in'
type Pending = PendingRequest<unknown>

export interface Completer {
  grantId: GrantId
  sub: Sub
  sessionId: SessionId
}

export class PendingRequests extends SchemaObject {
  protected override readonly schema = 1
  protected override readonly tables = [
    `CREATE TABLE requests (
       id TEXT PRIMARY KEY, kind TEXT NOT NULL, expires_at INTEGER NOT NULL, record TEXT NOT NULL
     ) WITHOUT ROWID`,
  ]

  async push(pushed: PendingRequest<PushedRequest>): Promise<void> {
    this.#sweep(pushed.id)
    this.#store('pushed', pushed)
  }

  /** The pushed request that it begins with, if any, lives at least as long from now on. */
  async begin(signIn: PendingRequest<SignInRequest>): Promise<void> {
    this.#sweep(signIn.id)
    const pushed = signIn.pushedId === null ? undefined : this.#find(signIn.pushedId, 'pushed')
    this.ctx.storage.transactionSync(() => {
      this.#store('sign_in', signIn)
      if (!pushed) return
      const expiresAt = Math.max(pushed.expiresAt, signIn.expiresAt)
      this.#store('pushed', { ...pushed, expiresAt })
    })
  }

  async pushed(
    id: string,
  ): Promise<Result<PendingRequest<PushedRequest>, 'unknown' | 'completed'>> {
    return this.#open(id, 'pushed')
  }

  async signIn(
    id: string,
  ): Promise<Result<PendingRequest<SignInRequest>, 'unknown' | 'completed'>> {
    return this.#open(id, 'sign_in')
  }

  async complete(
    id: string,
    by: Completer,
  ): Promise<Result<{ grantId: GrantId }, 'unknown' | 'completed'>> {
    const found = this.#row(id)
    if (!found) return err('unknown')
    const { kind, request } = found
    const pushed = request.pushedId === null ? undefined : this.#find(request.pushedId, 'pushed')
    if (request.pushedId !== null && !pushed) return err('unknown')
    const { completed } = request
    if (completed)
      return isRepeat(completed, by) ? ok({ grantId: completed.grantId }) : err('completed')
    if (pushed?.completed) return err('completed')
    const done = { ...by, at: nowSeconds() }
    this.ctx.storage.transactionSync(() => {
      this.#store(kind, { ...request, completed: done })
      if (pushed) this.#store('pushed', { ...pushed, completed: done })
    })
    return ok({ grantId: by.grantId })
  }

  #open<Request>(id: string, kind: Kind): Result<PendingRequest<Request>, 'unknown' | 'completed'> {
    const found = this.#find<Request>(id, kind)
    if (!found) return err('unknown')
    const isOver = found.completed && nowSeconds() > found.completed.at + REPEAT_WITHIN
    return isOver ? err('completed') : ok(found)
  }

  #find<Request>(id: string, kind: Kind): PendingRequest<Request> | undefined {
    const row = this.#row(id)
    return row?.kind === kind ? (row.request as PendingRequest<Request>) : undefined
  }

  #row(id: string): { kind: Kind; request: Pending } | undefined {
    const [row] = this.read<{ kind: Kind; record: string }>(
      'SELECT kind, record FROM requests WHERE id = ? AND expires_at > ?',
      id,
      nowSeconds(),
    )
    return row && { kind: row.kind, request: JSON.parse(row.record) as Pending }
  }

  #store(kind: Kind, request: Pending): void {
    const record = JSON.stringify(request)
    const { id, expiresAt } = request
    this.write('INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?)', id, kind, expiresAt, record)
  }

  /** Looks at the next few rows only: ids are random, so every row comes to be next to a new one. */
  #sweep(id: string): void {
    if (!this.isMade()) return
    this.write(
      `DELETE FROM requests WHERE expires_at <= ? AND id IN
         (SELECT id FROM requests WHERE id > ? ORDER BY id LIMIT 4)`,
      nowSeconds(),
      id,
    )
  }
}

const isRepeat = (
  completed: { sub: Sub; sessionId: SessionId; at: Seconds },
  { sub, sessionId }: Completer,
): boolean =>
  completed.sub === sub &&
  completed.sessionId === sessionId &&
  nowSeconds() <= completed.at + REPEAT_WITHIN
