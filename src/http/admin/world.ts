/** What the admin API's handlers find beside the request. */
import type { Context } from 'hono'
import type { AdminWorld } from '../../stores/admin_world.ts'

export type { AdminWorld }
export type AdminEnv = { Variables: { world: AdminWorld } }
export type AdminContext = Context<AdminEnv>
