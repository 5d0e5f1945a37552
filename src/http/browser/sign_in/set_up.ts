/** `/login/set-up`: a second factor is demanded and none is there, so one is set up before the sign-in goes on. */
import { Hono } from 'hono'
import { offerTotp, setUpTotp } from '../../../people/sign_in/set_up_totp.ts'
import { readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { withAccount, writeSessions } from '../session_cookie.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { answerEntered, visitOf } from './entered.ts'
import {
  errandUrl,
  fieldsOfErrand,
  readErrand,
  readErrandForm,
  TERMS_URL,
  type Errand,
} from './errand.ts'
import { forgetHalfway } from './halfway_cookie.ts'
import { readProven } from './proven.ts'
import { codesPage, offerPage, type ShownOffer } from './set_up_pages.tsx'

export const setUpRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

async function onGet(c: BrowserContext): Promise<Response> {
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const proven = await readProven(c, errand)
  if (!proven) return seeOther(c, errandUrl('/login', errand))
  const offer = await offerTotp(c.var.world, proven)
  if (offer.ok) return offerPage(c, shownOf(errand, offer.value, false))
  return offer.reason === 'stale'
    ? seeOther(c, errandUrl('/login', errand, { prove: 'again' }))
    : seeOther(c, errandUrl('/login/second', errand))
}

/** Posts `set_up` and `code`. The codes are shown before the sign-in goes on: there is no other time for them. */
async function onPost(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const proven = await readProven(c, errand)
  if (!proven) return seeOther(c, errandUrl('/login', errand))
  const lang = await readersLanguage(c)
  const typed = { sealed: fields.get('set_up') ?? '', code: fields.get('code') ?? '', lang }
  const made = await setUpTotp(c.var.world, visitOf(c, errand), proven, typed)
  if (made.ok) {
    const { entered, recoveryCodes: codes } = made.value
    if (entered.kind !== 'session') return answerEntered(c, errand, entered)
    forgetHalfway(c)
    await writeSessions(c, withAccount(errand.sessions, entered))
    const next = entered.owesTerms ? TERMS_URL : '/login/second'
    return codesPage(c, { codes, isSetUp: true, goOnUrl: errandUrl(next, errand) })
  }
  return made.reason.reason === 'code'
    ? offerPage(c, shownOf(errand, made.reason.offer, true))
    : seeOther(c, errandUrl('/login/second', errand))
}

const shownOf = (errand: Errand, offer: ShownOffer['offer'], hasFailed: boolean): ShownOffer => ({
  action: '/login/set-up',
  fields: fieldsOfErrand(errand),
  offer,
  isDemanded: true,
  hasFailed,
  cancelUrl: errandUrl('/login', errand, { account: 'other' }),
})
