/** A tenant's directory as the flows ask it, and a look into its shards. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { newSub, type TenantId } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { createDirectories, type NameClaim } from '../../../src/stores/directories.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { times } from './house.ts'

const SHARDS = 16

export const newTenant = () => randomToken() as TenantId
export const directoriesOf = (tenant: TenantId) =>
  createDirectories(env.DIRECTORY, tenant, newTally())
const shardsOf = (tenant: TenantId) =>
  times(SHARDS, (shard) => env.DIRECTORY.getByName(`${tenant}:${shard}`))

export const person = (changes: Partial<NameClaim> = {}): NameClaim => ({
  sub: newSub(),
  email: 'ada@amphora.test',
  disabled: false,
  createdAt: 1_700_000_000,
  revision: 1,
  ...changes,
})

/** Every value of every row of a tenant's shards. */
export async function everythingStored(tenant: TenantId): Promise<string> {
  const dumps = shardsOf(tenant).map((shard) =>
    runInDurableObject(shard, (_, { storage: { sql } }) =>
      sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .toArray()
        .filter(({ name }) => !name.startsWith('_'))
        .map(({ name }) => JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray())),
    ),
  )
  return (await Promise.all(dumps)).flat().join('\n')
}

/** How many rows of attempts a tenant's shards hold. */
export async function attemptRows(tenant: TenantId): Promise<number> {
  const counts = shardsOf(tenant).map((shard) =>
    runInDurableObject(shard, (_, { storage: { sql } }) =>
      sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'attempts'").toArray().length === 0
        ? 0
        : sql.exec<{ count: number }>('SELECT count(*) AS count FROM attempts').one().count,
    ),
  )
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

/** Takes every shard out of memory. */
export async function evictShards(tenant: TenantId): Promise<void> {
  // Only what runs can be evicted.
  await directoriesOf(tenant).list({ email: '', other: null, after: null, limit: 1 })
  for (const shard of shardsOf(tenant)) await evictDurableObject(shard)
}
