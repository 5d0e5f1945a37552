/** Everything that a person meets, and the one door through which it fails: a page. */
import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { noteFailure } from '../failure.ts'
import { accountRoutes } from './account/routes.ts'
import { authorizeRoutes } from './authorize.ts'
import { checkSessionRoutes } from './check_session.ts'
import { consentRoutes } from './consent.ts'
import { deviceRoutes } from './device.tsx'
import { homeRoutes } from './home.tsx'
import { noPage, refusalPage } from './html_page.tsx'
import { loginRoutes } from './login.tsx'
import { upstreamRoutes } from './upstream/routes.ts'
import { outboxRoutes } from './outbox.tsx'
import { recoverRoutes } from './recover.tsx'
import { codeRoutes } from './sign_in/code.tsx'
import { linkRoutes } from './sign_in/link.tsx'
import { passkeySignInRoutes } from './sign_in/passkey.ts'
import { secondFactorRoutes } from './sign_in/second.tsx'
import { secondMailRoutes } from './sign_in/second_mail.ts'
import { setUpRoutes } from './sign_in/set_up.ts'
import { termsRoutes } from './sign_in/terms.tsx'
import { endSessionRoutes, signOutRoutes } from './sign_out.tsx'
import { signUpRoutes } from './sign_up.tsx'
import type { BrowserContext, BrowserEnv } from './world.ts'

/** To be mounted at `/`, after all else: what no route takes is a page that says so. */
export function browserRoutes(): Hono<BrowserEnv> {
  const pages = new Hono<BrowserEnv>()
  pages.onError((error, c) => refusalPage(c, { key: noteFailure(error, c.var.world.log) }))
  pages.use(
    methodNotAllowed({
      app: pages,
      onMethodNotAllowed: (c, methods) => noPage(c as BrowserContext, 405, methods),
    }),
  )
  pages.route('/oauth/authorize', authorizeRoutes())
  pages.route('/oauth/logout', endSessionRoutes())
  pages.route('/oauth/check_session', checkSessionRoutes())
  pages.route('/login', loginRoutes())
  pages.route('/login', upstreamRoutes())
  pages.route('/login/code', codeRoutes())
  pages.route('/login/link', linkRoutes())
  pages.route('/login', passkeySignInRoutes())
  pages.route('/login/second', secondFactorRoutes())
  pages.route('/login/second/mail', secondMailRoutes())
  pages.route('/login/set-up', setUpRoutes())
  pages.route('/login/terms', termsRoutes())
  pages.route('/recover', recoverRoutes())
  pages.route('/signup', signUpRoutes())
  pages.route('/outbox', outboxRoutes())
  pages.route('/consent', consentRoutes())
  pages.route('/device', deviceRoutes())
  pages.route('/logout', signOutRoutes())
  pages.route('/account', accountRoutes())
  pages.route('/', homeRoutes())
  pages.all('*', (c) => noPage(c, 404))
  return pages
}
