/** What the pages' handlers find beside the request. */
import type { Context } from 'hono'
import type { AdminWorld } from '../../stores/admin_world.ts'

export type BrowserEnv = { Variables: { world: AdminWorld } }
export type BrowserContext = Context<BrowserEnv>
