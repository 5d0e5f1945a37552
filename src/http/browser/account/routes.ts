/** `/account`: a person's own page, for whoever is signed in in this browser, and the forms on it. */
import { Hono } from 'hono'
import { noPage } from '../html_page.tsx'
import { toScriptWhereOffered, whereOffered } from '../passkeys_offered.ts'
import type { BrowserEnv } from '../world.ts'
import { disconnectApp, endOtherSessions, endSession } from './belongings.ts'
import { chooseAccount, choosePage } from './choose.tsx'
import { downloadData } from './data.ts'
import { beginLink, linkNewcomer, linkPage, unlink } from './identities.tsx'
import { deleteAccount, deletedPage, deletePage } from './deletion.tsx'
import { askForEmail, confirmOwnEmail, emailLinkPage, emailPage } from './email.tsx'
import { overviewPage } from './overview.tsx'
import * as passkeys from './passkeys.tsx'
import { changePassword, passwordPage } from './password.tsx'
import { changeProfile, profilePage } from './profile.tsx'
import { securityRoutes } from './security.tsx'

export const accountRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', overviewPage)
    .get('/profile', profilePage)
    .post('/profile', changeProfile)
    .get('/password', passwordPage)
    .post('/password', changePassword)
    .use('/email/*', async (c, next) => (c.var.world.mailer ? next() : noPage(c, 404)))
    .get('/email', emailPage)
    .post('/email', askForEmail)
    .get('/email/confirm', emailLinkPage)
    .post('/email/confirm', confirmOwnEmail)
    .get('/passkeys', passkeys.passkeysPage)
    .post('/passkeys', whereOffered(passkeys.add, '/account/passkeys'))
    .post('/passkeys/challenge', toScriptWhereOffered(passkeys.askToAdd))
    .post('/passkeys/name', passkeys.rename)
    .post('/passkeys/remove', passkeys.remove)
    .get('/passkeys/:id', passkeys.passkeyPage)
    .post('/session', endSession)
    .post('/sessions', endOtherSessions)
    .post('/app', disconnectApp)
    .post('/identities', beginLink)
    .post('/identities/remove', unlink)
    .get('/link', linkPage)
    .post('/link', linkNewcomer)
    .route('/security', securityRoutes())
    .get('/choose', choosePage)
    .post('/choose', chooseAccount)
    .get('/data', downloadData)
    .get('/delete', deletePage)
    .post('/delete', deleteAccount)
    .get('/deleted', deletedPage)
