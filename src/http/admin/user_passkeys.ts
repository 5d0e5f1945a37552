/** `/api/sso/v1/users/{sub}/passkeys`: a person's passkeys, listed and taken away. */
import { Hono } from 'hono'
import { resetPasskeys } from '../../people/passkeys/reset_passkeys.ts'
import { valueOf } from './refusals.ts'
import { subOf } from './subject.ts'
import { passkeyAnswerOf } from './user_answer.ts'
import type { AdminEnv } from './world.ts'

export const passkeyRoutes = () =>
  new Hono<AdminEnv>()
    .get('/:sub/passkeys', async (c) => {
      const user = c.var.world.users.of(subOf(c))
      valueOf(await user.person())
      const passkeys = await user.passkeys()
      return c.json({ items: passkeys.map(passkeyAnswerOf), next_cursor: null })
    })
    .delete('/:sub/passkeys', async (c) => {
      const ended = valueOf(await resetPasskeys(c.var.world, subOf(c), null))
      return c.json({ ended })
    })
    .delete('/:sub/passkeys/:id', async (c) => {
      valueOf(await resetPasskeys(c.var.world, subOf(c), c.req.param('id')))
      return c.body(null, 204)
    })
