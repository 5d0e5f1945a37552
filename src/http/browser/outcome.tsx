/** What came of a request, as the browser gets it. */
import { FormPostPage } from '../../pages/form_post.tsx'
import type { Outcome, SignInStep } from '../../protocol/authorization/authorize.ts'
import type { Progress, Waiting } from '../../protocol/authorization/sign_in_under_way.ts'
import type { AuthorizationResponse } from '../../protocol/responses/authorization_response.ts'
import { unreachable } from '../../kernel/result.ts'
import { html, pageProps, refusalPage } from './html_page.tsx'
import { bindSignIn } from './sign_in_handle.ts'
import type { BrowserContext } from './world.ts'

/** Where a step of a sign-in is taken. */
export const stepUrl = (step: SignInStep, handle: string): string =>
  `${STEPS[step]}?${new URLSearchParams({ signin: handle })}`

const STEPS: Record<SignInStep, string> = {
  login: '/login',
  signup: '/signup',
  second_factor: '/login/second',
  terms: '/login/terms',
  consent: '/consent',
}

/** Whether a person is to do something first. */
export const isStep = (progress: Progress): progress is Waiting => progress.kind in STEPS

export async function answerOutcome(c: BrowserContext, outcome: Outcome): Promise<Response> {
  switch (outcome.kind) {
    case 'response':
      return answerResponse(c, outcome.response)
    case 'refused':
      return refusalPage(c, outcome.refusal, outcome.client)
    case 'step':
      return seeOther(
        c,
        stepUrl(outcome.step, await bindSignIn(c, outcome.signIn, outcome.clientId)),
      )
    default:
      return unreachable(outcome)
  }
}

/** Always 303: a browser that has just posted a password must not post it on (RFC 9700 §4.12). */
export function seeOther(c: BrowserContext, location: string): Response {
  return c.body(null, 303, {
    Location: location,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  })
}

async function answerResponse(
  c: BrowserContext,
  response: AuthorizationResponse,
): Promise<Response> {
  if (response.kind === 'redirect') return seeOther(c, response.location)
  const { client, redirect_uri: redirectUri } = response.to
  const props = await pageProps(c)
  const { parameters } = response
  const page = (
    <FormPostPage {...props} app={client} redirectUri={redirectUri} parameters={parameters} />
  )
  return html(c, page, { redirectUri, submitsItself: true })
}
