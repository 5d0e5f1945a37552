/** The last two pages of a sign-in that a device waits for. */
import type { SignedInAccount } from '../../domain/approval.ts'
import { spellUserCode } from '../../domain/user_code.ts'
import { DeviceAnsweredPage } from '../../pages/device_answered.tsx'
import { DeviceApprovalPage } from '../../pages/device_approval.tsx'
import { pictureUri } from '../../pages/parts/app.tsx'
import type {
  DeviceAnswered,
  DeviceSignIn,
} from '../../protocol/authorization/sign_in_under_way.ts'
import { html, pageProps } from './html_page.tsx'
import { stepUrl } from './outcome.tsx'
import { scopesInWords } from './scopes_in_words.ts'
import type { SignInStep } from './sign_in_step.ts'
import type { BrowserContext } from './world.ts'

/** What is shown is what is granted, and what the person needs to tell their own device from a stranger's. */
export async function deviceApprovalPage(
  c: BrowserContext,
  { handle, sessions, signIn }: SignInStep & { signIn: DeviceSignIn },
  { username, name }: SignedInAccount,
): Promise<Response> {
  const { client, kept, askedAt } = signIn
  const { registry, now } = c.var.world
  const settings = await registry.settings()
  const page = (
    <DeviceApprovalPage
      {...await pageProps(c)}
      action="/consent"
      fields={{ signin: handle, account: sessions.active?.sub ?? '' }}
      app={client}
      userCode={spellUserCode(kept.userCode)}
      asked={{ ago: now - askedAt, country: kept.country }}
      account={{ username, name }}
      otherUrl={`${stepUrl('login', handle)}&account=other`}
      scopes={kept.parameters.scope}
      tenantScopes={scopesInWords(settings)}
    />
  )
  return html(c, page, { picture: pictureUri(client) })
}

/** Shown by the answer to the form itself, so that no link can say to anybody that a device is connected. */
export async function deviceAnsweredPage(
  c: BrowserContext,
  { answer, client }: DeviceAnswered,
): Promise<Response> {
  return html(c, <DeviceAnsweredPage {...await pageProps(c)} app={client} answer={answer} />)
}
