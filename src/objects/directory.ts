/**
 * One of a tenant's shards of names: which name belongs to whom, across the world, and how often someone has tried to
 * sign in under it of late. Attempts are counted for every name alike; one that nobody owns is kept as its digest only.
 */
import { ATTEMPTS_KEPT, countAttempt, type Attempts } from '../domain/attempts.ts'
import { countMailRequest } from '../domain/mail_requests.ts'
import { claimed, isFreed, type Claimant, type NameClaim } from '../domain/name_claim.ts'
import type { NameKind } from '../domain/names.ts'
import type { PersonSummary } from '../domain/person_summary.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { Sub } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'

export interface NamedPerson {
  name: string
  summary: PersonSummary
}

export class Directory extends SchemaObject {
  protected override readonly schema = 1
  protected override readonly tables = [
    `CREATE TABLE names (
       kind TEXT, name TEXT, sub TEXT NOT NULL, summary TEXT NOT NULL, PRIMARY KEY (kind, name)
     ) WITHOUT ROWID`,
    // `digest` is that of the kind and the name; behind `mail:`, requests for mail are counted.
    `CREATE TABLE attempts (
       digest TEXT PRIMARY KEY, counted INTEGER NOT NULL, last_at INTEGER NOT NULL
     ) WITHOUT ROWID`,
  ]

  async find(kind: NameKind, name: string): Promise<Sub | undefined> {
    return this.#owner(kind, name)
  }

  async claim(
    kind: NameKind,
    name: string,
    claim: NameClaim,
  ): Promise<Result<null, { owner: Sub }>> {
    const held = this.#held(kind, name)
    const kept = claimed(held, claim)
    if (kept && kept !== held) this.#keep(kind, name, kept)
    return held && !kept ? err({ owner: held.sub }) : ok(null)
  }

  async release(kind: NameKind, name: string, claimant: Claimant): Promise<void> {
    const held = this.#held(kind, name)
    if (!held || !isFreed(held, claimant)) return
    this.write('DELETE FROM names WHERE kind = ? AND name = ?', kind, name)
  }

  async describe(kind: NameKind, name: string, claim: NameClaim): Promise<void> {
    const held = this.#held(kind, name)
    const kept = held && claimed(held, claim)
    if (kept && kept !== held) this.#keep(kind, name, kept)
  }

  /** The first names of this shard that begin so and come after that one, in the order of their UTF-8 bytes. */
  async list(
    kind: NameKind,
    page: { prefix: string; after: string | null; limit: number },
  ): Promise<NamedPerson[]> {
    return this.read<{ name: string; summary: string }>(
      // No name holds U+10FFFF, which is no character and sorts last.
      `SELECT name, summary FROM names
       WHERE kind = ?1 AND name >= ?2 AND name < ?2 || char(0x10FFFF) AND name > ?3
       ORDER BY name LIMIT ?4`,
      kind,
      page.prefix,
      page.after ?? '',
      page.limit,
    ).map(({ name, summary }) => ({ name, summary: summaryOf(JSON.parse(summary) as NameClaim) }))
  }

  /** @param digest of the kind and the name */
  async attempt(
    kind: NameKind,
    name: string,
    digest: string,
  ): Promise<Result<{ owner: Sub | undefined }, { wait: Seconds }>> {
    const now = nowSeconds()
    const attempts = countAttempt(this.#attempts(digest), now)
    if (!attempts.ok) return attempts
    const { counted, lastAt } = attempts.value
    this.write('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)', digest, counted, lastAt)
    this.#sweepAttempts(digest, now)
    return ok({ owner: this.#owner(kind, name) })
  }

  /** Counts one request for mail to a name, whether anybody goes by it or not, and answers who does. */
  async askForMail(
    kind: NameKind,
    name: string,
    digest: string,
  ): Promise<Result<{ owner: Sub | undefined }, 'too_many'>> {
    const now = nowSeconds()
    const key = `mail:${digest}`
    const counted = countMailRequest(this.#attempts(key), now)
    if (!counted) return err('too_many')
    const { counted: count, lastAt } = counted
    this.write('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)', key, count, lastAt)
    this.#sweepAttempts(key, now)
    return ok({ owner: this.#owner(kind, name) })
  }

  async succeed(digest: string): Promise<void> {
    if (this.#attempts(digest)) this.write('DELETE FROM attempts WHERE digest = ?', digest)
  }

  #held(kind: NameKind, name: string): NameClaim | undefined {
    const query = 'SELECT summary FROM names WHERE kind = ? AND name = ?'
    const [row] = this.read<{ summary: string }>(query, kind, name)
    return row && (JSON.parse(row.summary) as NameClaim)
  }

  #keep(kind: NameKind, name: string, claim: NameClaim): void {
    const text = JSON.stringify(claim)
    this.write('INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?)', kind, name, claim.sub, text)
  }

  #owner(kind: NameKind, name: string): Sub | undefined {
    const query = 'SELECT sub FROM names WHERE kind = ? AND name = ?'
    return this.read<{ sub: Sub }>(query, kind, name)[0]?.sub
  }

  #attempts(digest: string): Attempts | undefined {
    const query = 'SELECT counted, last_at AS lastAt FROM attempts WHERE digest = ?'
    return this.read<{ counted: number; lastAt: Seconds }>(query, digest)[0]
  }

  /** Looks at the next few rows only: digests are random, so every row comes to be next to a written one. */
  #sweepAttempts(digest: string, now: Seconds): void {
    this.write(
      `DELETE FROM attempts WHERE last_at <= ? AND digest IN
         (SELECT digest FROM attempts WHERE digest > ? ORDER BY digest LIMIT 4)`,
      now - ATTEMPTS_KEPT,
      digest,
    )
  }
}

const summaryOf = ({ revision: _, attempt: __, ...summary }: NameClaim): PersonSummary => summary
