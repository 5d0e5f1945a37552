/** Flows at the same time, in an order that the test sets: one is held before a call of its own until another is done. */
import { env } from 'cloudflare:workers'
import type { Sub } from '../../../src/kernel/ids.ts'
import { createWorld } from '../../../src/services.ts'
import type { AdminWorld } from '../../../src/stores/admin_world.ts'
import type { Directories } from '../../../src/stores/directories.ts'
import type { UserHandle } from '../../../src/stores/users.ts'

type Call = `directories.${keyof Directories}` | `user.${keyof UserHandle}`

/** The world of one request, on the real objects. */
export const newWorld = (): AdminWorld =>
  createWorld(env, { request: new Request('https://op.amphora.test'), defer: () => {} })

/** @param before what is done before the first call of that name is made */
export function interleaved(before: { [Name in Call]?: () => Promise<unknown> }): AdminWorld {
  const world = newWorld()
  const waiting = new Map(Object.entries(before))
  const held = <T extends object>(kind: string, handle: T): T =>
    new Proxy(handle, {
      get: (target, name) => {
        const call = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>
        return async (...given: unknown[]) => {
          const key = `${kind}.${String(name)}`
          const other = waiting.get(key)
          waiting.delete(key)
          await other?.()
          return call(...given)
        }
      },
    })
  return {
    ...world,
    directories: held('directories', world.directories),
    users: { ...world.users, of: (sub: Sub) => held('user', world.users.of(sub)) },
  }
}
