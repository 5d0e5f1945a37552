/** The frame of every page: one document without scripts, whose only outside parts are links. */
import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { tenantLook } from './look.ts'
import type { Language } from './messages/language.ts'
import { ICON_URI, Meander } from './parts/amphora.tsx'
import { fill } from './parts/phrase.tsx'
import { TenantFooter, TenantMark } from './parts/tenant.tsx'
import { STYLE } from './style.ts'

/** What every page is given. */
export interface PageProps {
  /** The tenant's `name`. */
  tenantName: string
  lang: Language
}

interface LayoutProps extends PageProps {
  /** In the browser's tab, before the tenant's name; the page's own `h1` says it again. */
  title: string
  /** Whether the page says that the last try failed, which the title then says too. */
  hasFailed?: boolean
  /** Room for explanations. */
  wide?: boolean
}

/**
 * The referrer policy is told here because the header's `no-referrer` would also make the browser send `Origin: null`
 * with our own forms (Fetch, "append a request Origin header"), and the Origin is what they are judged by.
 */
export const Layout = ({
  tenantName,
  lang,
  title,
  hasFailed = false,
  wide = false,
  children,
}: PropsWithChildren<LayoutProps>) => {
  const words = lang.messages.page
  const { branding, theme } = tenantLook()
  const said = hasFailed ? fill(words.failed, { title }) : title
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={lang.tag} dir={lang.direction}>
        <head>
          <meta charset="utf-8" />
          <title>{fill(words.title, { title: said, tenant: tenantName })}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="same-origin" />
          <meta name="robots" content="noindex" />
          <meta name="color-scheme" content="light dark" />
          <link rel="icon" href={branding.logo_uri ?? ICON_URI} />
          <style>{raw(STYLE)}</style>
          {theme && <style>{raw(theme)}</style>}
        </head>
        <body class={wide ? 'wide' : ''}>
          {branding.logo_uri === undefined && <Meander />}
          <header>
            <TenantMark />
            <bdi class="tenant">{tenantName}</bdi>
          </header>
          <main>
            <div class="content">{children}</div>
          </main>
          <TenantFooter lang={lang} />
        </body>
      </html>
    </>
  )
}
