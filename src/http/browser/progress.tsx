/** How far a sign-in has come, as the browser gets it. */
import { unreachable } from '../../kernel/result.ts'
import type { SignedInAccount } from '../../domain/approval.ts'
import { ConsentPage } from '../../pages/consent.tsx'
import { claimNames } from '../../protocol/authorization/approval.ts'
import type { Progress } from '../../protocol/authorization/sign_in_under_way.ts'
import { deviceAnsweredPage, deviceApprovalPage } from './device_progress.tsx'
import { html, pageProps } from './html_page.tsx'
import { answerOutcome, seeOther, stepUrl } from './outcome.tsx'
import { scopesInWords } from './scopes_in_words.ts'
import { askingOf, type SignInStep } from './sign_in_step.ts'
import type { BrowserContext } from './world.ts'

export async function answerProgress(
  c: BrowserContext,
  step: SignInStep,
  progress: Progress,
): Promise<Response> {
  switch (progress.kind) {
    case 'login':
    case 'second_factor':
    case 'terms':
      return seeOther(c, stepUrl(progress.kind, step.handle))
    case 'consent':
      return step.signIn.for === 'device'
        ? deviceApprovalPage(c, { ...step, signIn: step.signIn }, progress.account)
        : consentPage(c, step, progress.account)
    case 'device':
      return deviceAnsweredPage(c, progress)
    case 'response':
    case 'refused':
      return answerOutcome(c, progress)
    default:
      return unreachable(progress)
  }
}

/** What is shown is what is granted: the form gives back which sign-in and whose it was, and nothing else counts. */
async function consentPage(
  c: BrowserContext,
  { handle, signIn, sessions }: SignInStep,
  { username, name }: SignedInAccount,
): Promise<Response> {
  const { parameters } = signIn.kept
  const props = await pageProps(c, parameters.ui_locales)
  const settings = await c.var.world.registry.settings()
  const { asking, policy } = askingOf(signIn)
  const page = (
    <ConsentPage
      {...props}
      action="/consent"
      fields={{ signin: handle, account: sessions.active?.sub ?? '' }}
      asking={asking}
      account={{ username, name }}
      scopes={parameters.scope}
      claims={claimNames(parameters)}
      tenantScopes={scopesInWords(settings)}
    />
  )
  return html(c, page, policy)
}
