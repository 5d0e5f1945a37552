/**
 * The authorization server of an upstream: discovered (OpenID Connect Discovery §4), or known by its kind. One isolate
 * remembers what it has discovered, and the keys that came with it.
 */
import * as oauth from 'oauth4webapi'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import type { Upstream } from '../../domain/upstream.ts'
import { SingleFlight } from '../../stores/single_flight.ts'
import type { World } from '../../stores/world.ts'
import { guardedFetch } from './guarded_fetch.ts'
import { issuerOf, providerOf } from './providers.ts'
import { DIRECTORY } from './providers/microsoft.ts'

export interface UpstreamServer {
  as: oauth.AuthorizationServer
  /** Filled and renewed by the library. */
  keys: oauth.JWKSCacheInput
}

const FRESH_FOR = 10 * MINUTE
const MOST_SERVERS = 100

const remembered = new Map<string, { server: UpstreamServer; at: Seconds }>()
const flights = new SingleFlight()

type ServerWorld = Pick<World, 'outbound' | 'now' | 'defer'>

/** @throws what the library and the door throw, where it cannot be found */
export async function serverOf(world: ServerWorld, upstream: Upstream): Promise<UpstreamServer> {
  const issuer = issuerOf(upstream)
  const endpoints = providerOf(upstream.kind).oauth?.(issuer)
  if (endpoints) {
    const { authorization, token } = endpoints
    const as = { issuer, authorization_endpoint: authorization, token_endpoint: token }
    return { as, keys: {} }
  }
  const known = remembered.get(issuer)
  if (known && Math.abs(world.now - known.at) < FRESH_FOR) return known.server
  return flights.ask(issuer, () => discover(world, issuer), world.defer)
}

async function discover(world: ServerWorld, issuer: string): Promise<UpstreamServer> {
  const response = await oauth.discoveryRequest(new URL(issuer), guardedFetch(world))
  const as = await oauth.processDiscoveryResponse(new URL(expectedIssuer(issuer)), response)
  const server = { as, keys: remembered.get(issuer)?.server.keys ?? {} }
  remembered.delete(issuer)
  remembered.set(issuer, { server, at: world.now })
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_SERVERS && oldest) remembered.delete(oldest)
  return server
}

/** Microsoft's metadata for many directories names none of them. */
const expectedIssuer = (issuer: string): string =>
  issuer.replace(
    /^(https:\/\/login\.microsoftonline\.com\/)(?:common|organizations)\//,
    `$1${DIRECTORY}/`,
  )
