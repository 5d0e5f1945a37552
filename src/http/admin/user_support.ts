/** `/api/sso/v1/users/{sub}/…`: what a support desk does for a person who cannot help themselves. */
import { Hono } from 'hono'
import { sendReset } from '../../people/recovery/send_reset.ts'
import { emptyBody } from '../../spec/admin/values.ts'
import { readOptionalJson } from './input.ts'
import { valueOf } from './refusals.ts'
import { subOf } from './subject.ts'
import type { AdminEnv } from './world.ts'

export const supportRoutes = () =>
  new Hono<AdminEnv>().post('/:sub/send-reset', async (c) => {
    await readOptionalJson(c, emptyBody)
    valueOf(await sendReset(c.var.world, subOf(c)))
    return c.body(null, 204)
  })
