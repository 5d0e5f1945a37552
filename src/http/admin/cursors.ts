/** Where the next page begins, sealed: a cursor works only here, for the list and the filter that it was made for. */
import { open, seal } from '../../crypto/envelope.ts'
import { Problem } from '../problem.ts'
import type { AdminWorld } from './world.ts'

/** Which list, and by which words it was narrowed. */
export type Listing = readonly [list: string, ...filter: string[]]

/** What the page begins after; null for the first. @throws Problem 400 for a cursor that is not ours or of another list */
export async function readCursor(
  world: AdminWorld,
  listing: Listing,
  cursor: string | undefined,
): Promise<string | null> {
  if (cursor === undefined) return null
  const payload = await open(await world.registry.keys(), 'cursor', cursor)
  const [after, ...sealedFor] = Array.isArray(payload) ? payload : []
  const isOfThisList = JSON.stringify(sealedFor) === JSON.stringify(listing)
  if (typeof after === 'string' && isOfThisList) return after
  throw new Problem(400, {
    error: 'invalid_request',
    field: 'cursor',
    detail: 'is not the next_cursor of this list',
  })
}

/** The cursor of the page that begins after `next`; null at the end. */
export async function nextCursor(
  world: AdminWorld,
  listing: Listing,
  next: string | null,
): Promise<string | null> {
  if (next === null) return null
  return seal(await world.registry.keys(), 'cursor', [next, ...listing])
}
