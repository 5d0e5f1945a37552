/** What the handlers of the OAuth endpoints find beside the request. */
import type { Context } from 'hono'
import type { World } from '../../stores/world.ts'

export type OAuthEnv = { Variables: { world: World } }
export type OAuthContext = Context<OAuthEnv>
