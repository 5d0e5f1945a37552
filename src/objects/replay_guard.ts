/** What one client may use once: a mark stands from the first claim until it may be forgotten. */
import { MINUTE, nowMilliseconds, nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { SpentKind } from '../domain/spent_mark.ts'
import { SchemaObject } from './base.ts'
import { jobsOf } from './jobs_port.ts'
import { deliverReplays, replayOf, REPLAYS_TABLE, writeReplay } from './replay_guard/replays.ts'

const TOLD_AFTER_MS = 1000

/** How long a row outlives its mark: a clock that is set back finds it standing again. */
const SLACK: Seconds = 10 * MINUTE

export class ReplayGuard extends SchemaObject {
  protected override readonly schema = 1
  protected override readonly tables = [
    `CREATE TABLE marks (
       kind TEXT, key TEXT, claim TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (kind, key)
     ) WITHOUT ROWID`,
    REPLAYS_TABLE,
  ]

  #gathering: Promise<void> | undefined

  /**
   * The first to ask is answered at once. Whoever asks within the moment that follows waits for its end; then all of them
   * are decided in one turn of the object, each by itself, and one commit writes their marks: no answer leaves before it.
   */
  async spend(kind: SpentKind, key: string, claim: string, until: Seconds): Promise<boolean> {
    if (this.#gathering) await this.#gathering
    else this.#gathering = scheduler.wait(0).then(() => (this.#gathering = undefined))
    return this.#spend(kind, key, claim, until)
  }

  async isSpent(kind: SpentKind, key: string): Promise<boolean> {
    return this.#claim(kind, key, nowSeconds()) !== undefined
  }

  #spend(kind: SpentKind, key: string, claim: string, until: Seconds): boolean {
    const now = nowSeconds()
    const standing = this.#claim(kind, key, now)
    if (standing === claim) return true
    if (standing !== undefined) {
      this.#noteReplay(kind, key, now)
      return false
    }
    // A mark that is forgotten at once would guard nothing.
    if (until <= now) return false
    this.write('INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)', kind, key, claim, until)
    this.#sweep(kind, key, now)
    return true
  }

  /** The tenant's audit is told soon, once for however many come in the meantime. */
  #noteReplay(kind: SpentKind, key: string, now: Seconds): void {
    const replay = replayOf(this.ctx.id.name ?? '', kind, key, now)
    if (replay && writeReplay(this.sql, replay)) {
      void this.ctx.storage.setAlarm(nowMilliseconds() + TOLD_AFTER_MS)
    }
  }

  /** What fails comes again. */
  override async alarm(): Promise<void> {
    try {
      await deliverReplays(this.sql, jobsOf(this.ctx))
    } catch {
      await this.ctx.storage.setAlarm(nowMilliseconds() + MINUTE * 1000)
    }
  }

  #claim(kind: SpentKind, key: string, now: Seconds): string | undefined {
    const query = 'SELECT claim FROM marks WHERE kind = ? AND key = ? AND until > ?'
    return this.read<{ claim: string }>(query, kind, key, now)[0]?.claim
  }

  /** Looks at the next few rows only: keys are hashes, so every row comes to be next to a written one. */
  #sweep(kind: SpentKind, key: string, now: Seconds): void {
    this.write(
      `DELETE FROM marks WHERE kind = ?1 AND until <= ?2 AND key IN
         (SELECT key FROM marks WHERE kind = ?1 AND key > ?3 ORDER BY key LIMIT 4)`,
      kind,
      now - SLACK,
      key,
    )
  }
}
