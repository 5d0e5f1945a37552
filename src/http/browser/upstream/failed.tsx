/** Signing in with others did not work: a page in our own words, the rest to the log. */
import type { ErrandFields } from '../../../domain/upstream_sign_in.ts'
import { UpstreamFailedPage } from '../../../pages/upstream_failed.tsx'
import type { UpstreamFailure } from '../../../people/upstream/failure.ts'
import { html, pageProps } from '../html_page.tsx'
import type { BrowserContext } from '../world.ts'

interface Failed {
  /** What it is called; absent where it is not known which one it was. */
  provider?: string | undefined
  failure: UpstreamFailure
  backUrl?: string
}

export async function failedPage(
  c: BrowserContext,
  { provider, failure: { reason, cause }, backUrl = '/login' }: Failed,
): Promise<Response> {
  c.var.world.log.event('upstream_refused', { upstream: c.req.param('upstream'), reason, cause })
  if (reason === 'unreachable') c.header('Retry-After', '30')
  const page = (
    <UpstreamFailedPage
      {...await pageProps(c)}
      provider={provider}
      reason={reason}
      backUrl={backUrl}
    />
  )
  return html(c, page, { status: reason === 'unreachable' ? 503 : 400 })
}

/** Back to the sign-in of the app, or to the page of ours, that somebody came from. */
export const signInUrlOf = (fields: ErrandFields): string => {
  const query = new URLSearchParams(fields).toString()
  return query === '' ? '/login' : `/login?${query}`
}
