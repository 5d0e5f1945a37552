/** What the script of passkeys is answered, and the page that says that one was refused. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { SignInRefusal } from '../../people/sign_in/password.ts'
import { PasskeyRefusedPage, type PasskeyFailure } from '../../pages/passkey_refused.tsx'
import { html, pageProps } from './html_page.tsx'
import type { BrowserContext } from './world.ts'

/** For the script of our own pages alone. */
export const answerScript = (
  c: BrowserContext,
  body: object,
  status: ContentfulStatusCode = 200,
): Response =>
  c.body(JSON.stringify(body), status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })

export async function passkeyRefused(
  c: BrowserContext,
  failure: PasskeyFailure,
  backUrl: string,
): Promise<Response> {
  if ('seconds' in failure) c.header('Retry-After', String(failure.seconds))
  const page = <PasskeyRefusedPage {...await pageProps(c)} failure={failure} backUrl={backUrl} />
  return html(c, page, { status: STATUS_OF[failure.reason] })
}

const STATUS_OF: Record<PasskeyFailure['reason'], ContentfulStatusCode> = {
  signIn: 400,
  off: 403,
  addition: 400,
  taken: 409,
  too_many: 409,
  last_way_in: 409,
  wait: 429,
}

export const signInRefused = (
  c: BrowserContext,
  refusal: SignInRefusal,
  backUrl: string,
): Promise<Response> =>
  passkeyRefused(c, refusal.reason === 'wait' ? refusal : { reason: 'signIn' }, backUrl)
