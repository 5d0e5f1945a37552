/** `/api/sso/v1/users/{sub}/second-factors`: which a person has, and all of them taken away for one who has lost them. */
import { Hono } from 'hono'
import { randomToken } from '../../kernel/random.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { SecondFactorsAnswer } from '../../spec/admin/users.ts'
import { valueOf } from './refusals.ts'
import { subOf } from './subject.ts'
import type { AdminEnv } from './world.ts'

export const factorRoutes = () =>
  new Hono<AdminEnv>()
    .get('/:sub/second-factors', async (c) => {
      const held = valueOf(await c.var.world.users.of(subOf(c)).secondFactors())
      const { ways, recoveryCodesLeft } = held
      const answer: SecondFactorsAnswer = { ways, recovery_codes_left: recoveryCodesLeft }
      return c.json(answer)
    })
    .delete('/:sub/second-factors', async (c) => {
      const { world } = c.var
      const { default_locale: lang } = await world.tenants.settings()
      const notice = { mailId: randomToken(), lang }
      const wereThere = valueOf(await world.users.of(subOf(c)).resetFactors(notice))
      if (wereThere) {
        const event = adminEvent(world, 'user.second_factors_reset', { sub: subOf(c) })
        await world.tenants.appendAudit([event])
      }
      return c.body(null, 204)
    })
