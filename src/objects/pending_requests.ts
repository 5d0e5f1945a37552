/**
 * Requests that wait for a person: pushed ones, and sign-ins under way, for minutes. Each is completed once; the same
 * session that did it is told the same again for a moment, so that a double click harms nobody.
 */
import {
  isRepeat,
  isRepeatable,
  type Completion,
  type PendingRequest,
  type PushedRequest,
  type SignInRequest,
} from '../domain/pending_request.ts'
import { nowSeconds } from '../kernel/clock.ts'
import type { GrantId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'

type Kind = 'pushed' | 'sign_in'
type Pending = PendingRequest<unknown>

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
    by: Completion,
  ): Promise<Result<{ grantId: GrantId }, 'unknown' | 'completed'>> {
    const now = nowSeconds()
    const found = this.#row(id)
    if (!found) return err('unknown')
    const { kind, request } = found
    if (request.completed) {
      const { grantId } = request.completed
      return isRepeat(request.completed, by, now) ? ok({ grantId }) : err('completed')
    }
    const pushed = request.pushedId === null ? undefined : this.#find(request.pushedId, 'pushed')
    if (request.pushedId !== null && !pushed) return err('unknown')
    if (pushed?.completed) return err('completed')
    const completed = { ...by, at: now }
    this.ctx.storage.transactionSync(() => {
      this.#store(kind, { ...request, completed })
      if (pushed) this.#store('pushed', { ...pushed, completed })
    })
    return ok({ grantId: by.grantId })
  }

  #open<Request>(id: string, kind: Kind): Result<PendingRequest<Request>, 'unknown' | 'completed'> {
    const found = this.#find<Request>(id, kind)
    if (!found) return err('unknown')
    const isOver = found.completed !== null && !isRepeatable(found.completed, nowSeconds())
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
