/** Front-Channel Logout 1.0: clients are told through the browser that signs out, each in a frame of the last page. */
import { withQuery } from '../../kernel/uri.ts'
import type { World } from '../../stores/world.ts'
import { sidOf } from '../tokens/sid.ts'
import type { EndedSession } from './end_session.ts'

/**
 * The addresses to load: those of every client that knows of a session which has ended and registered one. "If either is
 * included, both MUST be" (§2): each gets `iss` and the `sid` of its ID tokens.
 */
export async function frontChannelUris(
  world: World,
  ended: readonly EndedSession[],
): Promise<string[]> {
  const known = ended.flatMap(({ sessionId, clients }) =>
    clients.map((clientId) => ({ sessionId, clientId })),
  )
  if (known.length === 0) return []
  const keys = await world.registry.keys()
  const uris = await Promise.all(
    known.map(async ({ sessionId, clientId }) => {
      const client = await world.registry.client(clientId)
      const uri = client?.frontchannel_logout_uri
      if (uri === undefined) return []
      const sid = await sidOf(keys, sessionId, clientId)
      return [withQuery(uri, { iss: world.issuer, sid })]
    }),
  )
  return uris.flat()
}
