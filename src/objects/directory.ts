/**
 * One of a tenant's shards of names: which name belongs to whom, across the world, and how often someone has tried to
 * sign in under it of late. Attempts are counted for every name alike; one that nobody owns is kept as its digest only.
 */
import { ATTEMPTS_KEPT, countAttempt, type Attempts } from '../domain/attempts.ts'
import { countMailRequest } from '../domain/mail_requests.ts'
import { claimed, isFreed, type Claimant, type NameClaim } from '../domain/name_claim.ts'
import type { Name, NameKind } from '../domain/names.ts'
import type { PersonSearch, PersonSummary } from '../domain/person_summary.ts'
import { nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { Sub } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'
import type { SqlValue } from './sql.ts'

export interface NamedPerson extends Name {
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

  /** The first people of this shard who come after that name: by their addresses, then those who have none by their subs. */
  async list(
    { email, other }: PersonSearch,
    after: Name | null,
    limit: number,
  ): Promise<NamedPerson[]> {
    const isPastEmails = after?.kind === 'sub'
    const byEmail = isPastEmails ? [] : this.#listByEmail(email, after?.name ?? '', limit)
    const left = other === null ? 0 : limit - byEmail.length
    return left > 0
      ? [...byEmail, ...this.#listBySub(other ?? '', isPastEmails ? after.name : '', left)]
      : byEmail
  }

  /** In the order of their UTF-8 bytes. */
  #listByEmail(prefix: string, after: string, limit: number): NamedPerson[] {
    return this.#listed(
      // No name holds U+10FFFF, which is no character and sorts last.
      `kind = 'email' AND name >= ?1 AND name < ?1 || char(0x10FFFF) AND name > ?2`,
      [prefix, after, limit],
    )
  }

  #listBySub(part: string, after: string, limit: number): NamedPerson[] {
    return this.#listed(
      `kind = 'sub' AND name > ?2 AND (substr(name, 1, length(?1)) = ?1
         OR instr(lower(coalesce(json_extract(summary, '$.name'), '')), lower(?1)) > 0)`,
      [part, after, limit],
    )
  }

  #listed(condition: string, binds: SqlValue[]): NamedPerson[] {
    return this.read<{ kind: NameKind; name: string; summary: string }>(
      `SELECT kind, name, summary FROM names WHERE ${condition} ORDER BY name LIMIT ?3`,
      ...binds,
    ).map(({ summary, ...name }) => ({
      ...name,
      summary: summaryOf(JSON.parse(summary) as NameClaim),
    }))
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
    return this.#held(kind, name)?.sub
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
