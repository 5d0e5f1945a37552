/** `/outbox`: the mails of a local provider. There is no such page where mail is sent, or where others can reach it. */
import { Hono } from 'hono'
import { isoTime } from '../../kernel/clock.ts'
import { OutboxPage } from '../../pages/outbox.tsx'
import { html, noPage, pageProps } from './html_page.tsx'
import type { BrowserEnv } from './world.ts'

export const outboxRoutes = () =>
  new Hono<BrowserEnv>().get('/', async (c) => {
    const { outbox, issuer } = c.var.world
    if (!outbox) return noPage(c, 404)
    const mails = await outbox.mails()
    const shown = mails.map(({ at, ...mail }) => ({ ...mail, at: isoTime(at) }))
    return html(c, <OutboxPage {...await pageProps(c)} issuer={issuer} mails={shown} />)
  })
