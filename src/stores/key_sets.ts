/**
 * Key sets behind the `jwks_uri` of clients, as one isolate remembers them: for a minute as they are, for ten where the
 * client's server does not answer, and no client can have us ask its server more than twice a minute.
 */
import type { JWK } from 'jose'
import { usableKeys } from '../crypto/registered_keys.ts'
import type { Client } from '../domain/client.ts'
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import { SingleFlight } from './single_flight.ts'
import type { World } from './world.ts'

export interface KeySet {
  keys: JWK[]
}

interface RememberedSet {
  set: KeySet | undefined
  fetchedAt: Seconds
  /** When it was last asked for, with or without success. */
  triedAt: Seconds
}

const FRESH_FOR = MINUTE
const GOOD_ENOUGH_FOR = 10 * MINUTE
const BETWEEN_FETCHES = 30
const LONGEST_SET = 64 * 1024
const MOST_SETS = 500

const remembered = new Map<string, RememberedSet>()
const flights = new SingleFlight()

type KeySetWorld = Pick<World, 'outbound' | 'now' | 'log' | 'defer'>

/**
 * The keys of a client with a `jwks_uri`, or undefined where they cannot be had: then nothing verifies.
 * @param unknownKid the message names a key that the set we remember does not hold, so there may be a newer one
 */
export async function fetchedKeySet(
  world: KeySetWorld,
  client: Client,
  unknownKid = false,
): Promise<KeySet | undefined> {
  const { jwks_uri: uri } = client
  if (!uri) return undefined
  const name = `${client.client_id} ${uri}`
  const known = remembered.get(name)
  if (known && !isDue(known, world.now, unknownKid)) return usable(known, world.now)
  return flights.ask(name, () => fetchSet(world, name, uri), world.defer)
}

function isDue({ set, fetchedAt, triedAt }: RememberedSet, now: Seconds, unknownKid: boolean) {
  const isFresh = set !== undefined && now - fetchedAt < FRESH_FOR && !unknownKid
  return !isFresh && now - triedAt >= BETWEEN_FETCHES
}

const usable = ({ set, fetchedAt }: RememberedSet, now: Seconds): KeySet | undefined =>
  now - fetchedAt <= GOOD_ENOUGH_FOR ? set : undefined

async function fetchSet(
  world: KeySetWorld,
  name: string,
  uri: string,
): Promise<KeySet | undefined> {
  const { outbound, now, log } = world
  const answer = await outbound.json(uri, LONGEST_SET)
  const checked = answer.ok ? await usableKeys(answer.value) : answer
  if (!checked.ok)
    log.event('jwks_uri_failed', { client_id: name.split(' ')[0], reason: checked.reason })
  const known = remembered.get(name) ?? { set: undefined, fetchedAt: -Infinity, triedAt: now }
  const next = checked.ok
    ? { set: checked.value, fetchedAt: now, triedAt: now }
    : { ...known, triedAt: now }
  remember(name, next)
  return usable(next, now)
}

function remember(name: string, set: RememberedSet): void {
  remembered.delete(name)
  remembered.set(name, set)
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_SETS && oldest) remembered.delete(oldest)
}
