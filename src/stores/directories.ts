/** Typed handles to the Directory shards: which name belongs to whom, across the world. */
import type { Claimant, NameClaim } from '../domain/name_claim.ts'
import type { Name, NameKind } from '../domain/names.ts'
import type { PersonSearch, PersonSummary } from '../domain/person_summary.ts'
import type { Seconds } from '../kernel/clock.ts'
import { sha256 } from '../kernel/digest.ts'
import { base64url, utf8 } from '../kernel/encoding.ts'
import type { Sub, TenantId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { Directory } from '../objects/directory.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

export type { Claimant, NameClaim, NameKind, PersonSummary }

export interface Directories {
  /** The owner of a name, or undefined. The name is normalised by the caller (`domain/names.ts`). */
  find(kind: NameKind, name: string): Promise<Sub | undefined>
  /** Claims a name for a sub: the first claim wins, world-wide; the same sub may claim again. Answers the owner. */
  claim(kind: NameKind, name: string, claim: NameClaim): Promise<Result<null, { owner: Sub }>>
  /** Frees a name, unless it was claimed for a record that is as new, or by another attempt (`domain/name_claim.ts`). */
  release(kind: NameKind, name: string, by: Claimant): Promise<void>
  /** Has lists show a person as a newer record has them, if the name is theirs. */
  describe(kind: NameKind, name: string, claim: NameClaim): Promise<void>
  /** People of all shards in the order of their addresses, then those who have none in that of their subs. */
  list(
    page: PersonSearch & { after: string | null; limit: number },
  ): Promise<{ items: PersonSummary[]; next: string | null }>

  /**
   * Counts one attempt to sign in under a name, whether anybody goes by it or not, and answers who does. Where too many
   * have failed of late, the attempt is not to be made.
   */
  attempt(
    kind: NameKind,
    name: string,
  ): Promise<Result<{ owner: Sub | undefined }, { wait: Seconds }>>
  /** Counts one request for mail to a name, whether anybody goes by it or not, and answers who does. */
  askForMail(kind: NameKind, name: string): Promise<Result<{ owner: Sub | undefined }, 'too_many'>>
  /** The attempt succeeded: the count begins anew. */
  succeed(kind: NameKind, name: string): Promise<void>
}

/** Fixed for ever: a name must be looked for where it was put. */
const SHARDS = 16

export function createDirectories(
  namespace: DurableObjectNamespace<Directory>,
  tenant: TenantId,
  tally: Tally,
): Directories {
  const call = createCaller<Directory>(namespace, tally)
  const ask = <T>(shard: number, question: (directory: Directory) => Promise<T>): Promise<T> =>
    call(`${tenant}:${shard}`, question)
  const askOf = async <T>(
    kind: NameKind,
    name: string,
    question: (directory: Directory, digest: string) => Promise<T>,
  ): Promise<T> => {
    const digest = await sha256(`${kind}\0${name}`)
    return ask((digest[0] ?? 0) % SHARDS, (shard) => question(shard, base64url(digest)))
  }
  return {
    find: (kind, name) => askOf(kind, name, (shard) => shard.find(kind, name)),
    claim: (kind, name, of) => askOf(kind, name, (shard) => shard.claim(kind, name, of)),
    release: (kind, name, by) => askOf(kind, name, (shard) => shard.release(kind, name, by)),
    describe: (kind, name, of) => askOf(kind, name, (shard) => shard.describe(kind, name, of)),
    attempt: (kind, name) =>
      askOf(kind, name, (shard, digest) => shard.attempt(kind, name, digest)),
    askForMail: (kind, name) =>
      askOf(kind, name, (shard, digest) => shard.askForMail(kind, name, digest)),
    succeed: (kind, name) => askOf(kind, name, (shard, digest) => shard.succeed(digest)),
    async list({ after, limit, ...search }) {
      const name = after === null ? null : nameOf(after)
      const all = Array.from({ length: SHARDS }, (_, at) =>
        ask(at, (shard) => shard.list(search, name, limit + 1)),
      )
      const found = (await Promise.all(all)).flat().toSorted(byBytes)
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      const next = found.length > limit && last ? placeOf(last) : null
      return { items: shown.map(({ summary }) => summary), next }
    },
  }
}

const placeOf = ({ kind, name }: Name): string => `${kind} ${name}`

const nameOf = (place: string): Name => ({
  kind: place.startsWith('sub ') ? 'sub' : 'email',
  name: place.slice(place.indexOf(' ') + 1),
})

/** As the shards order them: in UTF-16, where strings are compared otherwise, U+10000 comes before U+FF21. */
const byBytes = (one: Name, other: Name): number =>
  utf8(placeOf(one)).toHex() < utf8(placeOf(other)).toHex() ? -1 : 1
