/** `/api/sso/v1/users`: the people who sign in. */
import { Hono } from 'hono'
import { normalizeEmailBeginning } from '../../domain/names.ts'
import { isoTime } from '../../kernel/clock.ts'
import { changePerson } from '../../people/accounts/change_person.ts'
import { createPerson } from '../../people/accounts/create_person.ts'
import { deletePerson } from '../../people/accounts/delete_person.ts'
import { userListQuery } from '../../spec/admin/pages.ts'
import { userCreation, userPatch } from '../../spec/admin/users.ts'
import type { PersonSummary } from '../../stores/directories.ts'
import { nextCursor, readCursor, type Listing } from './cursors.ts'
import { etagOf, expectedRevision } from './etag.ts'
import { readJson, readQuery } from './input.ts'
import { valueOf } from './refusals.ts'
import { subOf } from './subject.ts'
import { userAnswerOf } from './user_answer.ts'
import type { AdminEnv } from './world.ts'

const summaryAnswerOf = ({ email, createdAt, ...summary }: PersonSummary) => ({
  ...summary,
  ...(email !== '' && { email }),
  created_at: isoTime(createdAt),
})

export const userRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const { world } = c.var
      const { limit, cursor, email, q } = readQuery(c, userListQuery)
      const other = email === undefined ? (q ?? '') : null
      const search = { email: normalizeEmailBeginning(email ?? q ?? ''), other }
      const listing: Listing = ['users', search.email, ...(other === null ? [] : [other])]
      const after = await readCursor(world, listing, cursor)
      const page = await world.directories.list({ ...search, after, limit })
      return c.json({
        items: page.items.map(summaryAnswerOf),
        next_cursor: await nextCursor(world, listing, page.next),
      })
    })
    .post('/', async (c) => {
      const { world } = c.var
      const person = valueOf(await createPerson(world, await readJson(c, userCreation)))
      return c.json(userAnswerOf(person), 201, {
        ...etagOf(person),
        Location: `${world.issuer}/api/sso/v1/users/${person.sub}`,
      })
    })
    .get('/:sub', async (c) => {
      const person = valueOf(await c.var.world.users.of(subOf(c)).person())
      return c.json(userAnswerOf(person), 200, etagOf(person))
    })
    .patch('/:sub', async (c) => {
      const patch = await readJson(c, userPatch)
      const person = valueOf(await changePerson(c.var.world, subOf(c), patch, expectedRevision(c)))
      return c.json(userAnswerOf(person), 200, etagOf(person))
    })
    .delete('/:sub', async (c) => {
      valueOf(await deletePerson(c.var.world, subOf(c), expectedRevision(c)))
      return c.body(null, 204)
    })
