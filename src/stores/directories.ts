/** Typed handles to the Directory shards: which name belongs to whom, across the world. */
import type { Sub } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { Seconds } from '../kernel/clock.ts'

export type NameKind = 'email'

/** What a list shows of a person without waking their object. */
export interface PersonSummary {
  sub: Sub
  email: string
  name?: string
  disabled: boolean
  createdAt: number
}

export interface Directories {
  /** The owner of a name, or undefined. The name is normalised by the caller (`domain/names.ts`). */
  find(kind: NameKind, name: string): Promise<Sub | undefined>
  /** Claims a name for a sub: the first claim wins, world-wide; the same sub may claim again. Answers the owner. */
  claim(kind: NameKind, name: string, summary: PersonSummary): Promise<Result<null, { owner: Sub }>>
  release(kind: NameKind, name: string, sub: Sub): Promise<void>
  /** Refreshes the summary of a name that this person owns. */
  describe(kind: NameKind, name: string, summary: PersonSummary): Promise<void>
  /** People in the order of their email, from all shards. */
  list(page: {
    prefix: string
    after: string | null
    limit: number
  }): Promise<{ items: PersonSummary[]; next: string | null }>

  /**
   * Counts one attempt to sign in under a name, whether anybody goes by it or not, and answers who does. Where too many
   * have failed of late, the attempt is not to be made.
   */
  attempt(
    kind: NameKind,
    name: string,
  ): Promise<Result<{ owner: Sub | undefined }, { wait: Seconds }>>
  /** The attempt succeeded: the count begins anew. */
  succeed(kind: NameKind, name: string): Promise<void>
}
