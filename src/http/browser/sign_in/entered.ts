/** What comes of a proof, as the browser gets it: signed in, or the next step. */
import type { Sub } from '../../../kernel/ids.ts'
import type { Entered, Visit } from '../../../people/sign_in/enter.ts'
import { seeOther } from '../outcome.tsx'
import type { BrowserContext } from '../world.ts'
import { demandOfErrand, errandUrl, goOnAs, provedFor, type Errand } from './errand.ts'
import { forgetHalfway, keepHalfway } from './halfway_cookie.ts'

/** The visit that a proof of this request is given on. */
export const visitOf = (c: BrowserContext, errand: Errand): Visit => ({
  sessionOf: (sub: Sub) => errand.sessions.accounts.find((account) => account.sub === sub)?.session,
  provedFor: provedFor(errand),
  userAgent: (c.req.header('User-Agent') ?? '').slice(0, 256),
  demand: demandOfErrand(errand),
})

/** Every way in ends here. */
export async function answerEntered(
  c: BrowserContext,
  errand: Errand,
  entered: Entered,
): Promise<Response> {
  switch (entered.kind) {
    case 'session':
      forgetHalfway(c)
      return goOnAs(c, withChoice(errand), entered)
    case 'second_factor':
      await keepHalfway(c, errand, entered)
      return seeOther(c, errandUrl('/login/second', errand))
    case 'set_up':
      await keepHalfway(c, errand, entered)
      return seeOther(c, errandUrl('/login/set-up', errand))
  }
}

/** Whoever was asked whether to stay signed in has answered for this browser. */
const withChoice = (errand: Errand): Errand => {
  const { remember: isKept = errand.sessions.isKept } = errand
  return { ...errand, sessions: { ...errand.sessions, isKept } }
}
