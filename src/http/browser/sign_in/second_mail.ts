/** `POST /login/second/mail`: has a code mailed as the second factor. */
import { Hono } from 'hono'
import { askForSecondCode } from '../../../people/sign_in/second_factor_by_mail.ts'
import { readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { keepCode, pauseAfter, readCodeFor } from './code_cookie.ts'
import { errandUrl, readErrandForm } from './errand.ts'
import { readProven } from './proven.ts'
import { secondFactorPage } from './second.tsx'

export const secondMailRoutes = () => new Hono<BrowserEnv>().post('/', onSend)

async function onSend(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const proven = await readProven(c, errand)
  if (!proven) return seeOther(c, errandUrl('/login', errand))
  const seconds = pauseAfter(c, await readCodeFor(c, errand, 'second_factor'))
  if (seconds > 0) {
    return secondFactorPage(c, errand, { way: 'email', failure: { reason: 'wait', seconds } })
  }
  const lang = await readersLanguage(c)
  const mailed = await askForSecondCode(c.var.world, proven, lang)
  if (!mailed.ok) return seeOther(c, errandUrl('/login', errand))
  await keepCode(c, errand, mailed.value)
  return seeOther(c, errandUrl('/login/second', errand, { way: 'email' }))
}
