/** `/` and `/errors`: what this place is, and what its refusals mean. */
import { Hono } from 'hono'
import { ErrorGuidePage, GUIDE_PATH } from '../../pages/error_guide.tsx'
import { HomePage } from '../../pages/home.tsx'
import { standingAccounts } from './accounts.ts'
import { html, pageProps } from './html_page.tsx'
import { readSessions } from './session_cookie.ts'
import type { BrowserEnv } from './world.ts'

export const homeRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', async (c) => {
      const shown = await standingAccounts(c.var.world, await readSessions(c))
      const accounts = shown.map(({ username, name }) => ({ username, name }))
      const urls = { signOutUrl: '/logout', accountUrl: '/account' }
      return html(c, <HomePage {...await pageProps(c)} accounts={accounts} {...urls} />)
    })
    .get(GUIDE_PATH, async (c) => html(c, <ErrorGuidePage {...await pageProps(c)} />))
