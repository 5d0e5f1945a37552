/** Pages on their way out: what every one of them carries, whatever it shows. */
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Client } from '../../domain/client.ts'
import { DEFAULT_SETTINGS } from '../../domain/settings.ts'
import { contentSecurityPolicy, type PageFacts } from '../../pages/content_security_policy.ts'
import { ErrorPage } from '../../pages/error.tsx'
import type { PageProps } from '../../pages/layout.tsx'
import { inLook, lookOf } from '../../pages/look.ts'
import { NoPage } from '../../pages/no_page.tsx'
import { languageOf } from '../../pages/messages/language.ts'
import type { LanguageTag } from '../../pages/messages/languages.ts'
import { pickLanguage } from '../../pages/messages/pick_language.ts'
import { loginInitiationUri } from '../../protocol/registration/login_initiation.ts'
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import type { BrowserContext } from './world.ts'

interface Facts extends PageFacts {
  status?: ContentfulStatusCode
}

/** The tenant's name, and the language that this person reads. */
export async function pageProps(
  c: BrowserContext,
  uiLocales: readonly string[] = [],
): Promise<PageProps> {
  const tag = await readersLanguage(c, uiLocales)
  const lang = languageOf(tag, await c.var.world.languages.words(tag))
  return { tenantName: (await settingsOf(c)).name, lang }
}

/** An address of ours may name it, too. */
export async function readersLanguage(
  c: BrowserContext,
  uiLocales: readonly string[] = [],
): Promise<LanguageTag> {
  const { default_locale: fallback } = await settingsOf(c)
  const wished = [...uiLocales, c.req.query('ui_locales') ?? ''].join(' ')
  return pickLanguage(wished, c.req.header('Accept-Language'), fallback)
}

/** Also a page that says that nothing works must be shown. */
const settingsOf = (c: BrowserContext) =>
  c.var.world.registry.knownSettings().catch(() => DEFAULT_SETTINGS)

/** In the tenant's look. Never stored, never framed, never told to others as a referrer (RFC 9700 §4.2.4, §4.16). */
export async function html(
  c: BrowserContext,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  { status = 200, ...facts }: Facts = {},
): Promise<Response> {
  const look = lookOf((await settingsOf(c)).branding)
  const element = await page
  return c.html(
    inLook(look, () => element.toString()),
    status,
    {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': await contentSecurityPolicy({ ...facts, look }),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    },
  )
}

/** A refusal that goes to nobody but the person in front of it, and to the developer who is called. */
export async function refusalPage(
  c: BrowserContext,
  refusal: Refusal,
  client?: Client,
): Promise<Response> {
  const { world } = c.var
  const { error } = REFUSALS[refusal.key]
  world.log.event(error === 'invalid_request_object' ? 'jar_rejected' : 'request_refused', {
    refusal: refusal.key,
    cause: refusal.cause,
    client_id: client?.client_id,
  })
  const props = await pageProps(c)
  const status = STATUS_OF.get(error) ?? 400
  const page = (
    <ErrorPage
      {...props}
      refusal={refusal.key}
      requestId={world.requestId}
      app={client}
      startAgain={client && loginInitiationUri(world.issuer, client)}
    />
  )
  if (status === 503) c.header('Retry-After', '5')
  return html(c, page, { status })
}

const STATUS_OF: ReadonlyMap<string, ContentfulStatusCode> = new Map([
  ['server_error', 500],
  ['temporarily_unavailable', 503],
] as const)

/** "The origin server MUST generate an Allow header field in a 405" (RFC 9110 §15.5.6). */
export async function noPage(
  c: BrowserContext,
  status: 404 | 405,
  methods: readonly string[] = [],
): Promise<Response> {
  if (status === 405) c.header('Allow', methods.join(', '))
  const { requestId } = c.var.world
  return html(c, <NoPage {...await pageProps(c)} status={status} requestId={requestId} />, {
    status,
  })
}
