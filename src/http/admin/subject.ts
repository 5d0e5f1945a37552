/** The person whom a path names. */
import { readSub } from '../../spec/admin/users.ts'
import type { Sub } from '../../kernel/ids.ts'
import { notFound } from './refusals.ts'
import type { AdminContext } from './world.ts'

/** @throws Problem 404 for what cannot be a subject: no object is made for it */
export function subOf(c: AdminContext): Sub {
  const sub = readSub(c.req.param('sub') ?? '')
  if (sub === undefined) throw notFound()
  return sub
}
