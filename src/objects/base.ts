/**
 * What every Durable Object of ours shares: a schema made by the first write, so that a call to a name nobody used
 * leaves nothing behind; a schema number; and a count of the rows written.
 */
import { DurableObject } from 'cloudflare:workers'
import type { Sql, SqlValue } from './sql.ts'

/** Rows written by the objects of this isolate since it started. Billed; the budgets of the tests read it. */
export const rowCount = { written: 0 }

export abstract class SchemaObject<Env = unknown> extends DurableObject<Env> {
  /** Statements that make the tables. `WITHOUT ROWID` everywhere: an index is a second billed row. */
  protected abstract readonly tables: readonly string[]
  /** Version v reads what v−1 wrote, and keeps members that it does not know. */
  protected abstract readonly schema: number
  /** The database, as the rooms of an object are given it. */
  protected readonly sql: Sql = {
    read: (query, ...binds) => this.read(query, ...binds),
    write: (query, ...binds) => this.write(query, ...binds),
  }
  #made = false

  /** Whether anything was ever stored here. An empty object answers `unknown` and stays empty. */
  protected isMade(): boolean {
    this.#made ||=
      this.ctx.storage.sql
        .exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'")
        .toArray().length > 0
    return this.#made
  }

  /** Reads rows; none from an object that stores nothing yet. */
  protected read<Row extends Record<string, SqlValue>>(query: string, ...binds: SqlValue[]): Row[] {
    return this.isMade() ? this.ctx.storage.sql.exec<Row>(query, ...binds).toArray() : []
  }

  /** Writes, makes the tables first where there are none, and counts the rows. Answers what RETURNING gave. */
  protected write<Row extends Record<string, SqlValue>>(
    query: string,
    ...binds: SqlValue[]
  ): Row[] {
    if (!this.isMade()) this.#make()
    const cursor = this.ctx.storage.sql.exec<Row>(query, ...binds)
    // An unread cursor makes the commit fail: read it to its end before the count is right.
    const rows = cursor.toArray()
    rowCount.written += cursor.rowsWritten
    return rows
  }

  #make(): void {
    this.ctx.storage.transactionSync(() => {
      for (const statement of this.tables) this.ctx.storage.sql.exec(statement)
      this.ctx.storage.sql.exec(
        'CREATE TABLE schema_version (version INTEGER PRIMARY KEY) WITHOUT ROWID',
      )
      this.ctx.storage.sql.exec('INSERT INTO schema_version VALUES (?)', this.schema)
    })
    this.#made = true
  }
}
