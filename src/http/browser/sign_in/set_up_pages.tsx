/** The two pages of setting up an authenticator app, in a sign-in and on the account's pages alike. */
import { RecoveryCodesPage } from '../../../pages/recovery_codes.tsx'
import { SetUpTotpPage } from '../../../pages/set_up_totp.tsx'
import type { TotpOffer } from '../../../people/sign_in/set_up_totp.ts'
import { html, pageProps } from '../html_page.tsx'
import type { BrowserContext } from '../world.ts'

export interface ShownOffer {
  action: string
  /** What the form gives back besides the offer. */
  fields: Record<string, string>
  offer: TotpOffer
  isDemanded: boolean
  hasFailed: boolean
  cancelUrl: string
}

export async function offerPage(c: BrowserContext, shown: ShownOffer): Promise<Response> {
  const { action, fields, offer, isDemanded, hasFailed, cancelUrl } = shown
  const props = await pageProps(c)
  const { account, setUp } = props.lang.messages
  const page = (
    <SetUpTotpPage
      {...props}
      action={action}
      fields={{ ...fields, set_up: offer.sealed }}
      username={offer.username}
      secret={offer.key}
      uri={offer.uri}
      isDemanded={isDemanded}
      hasFailed={hasFailed}
      cancel={{ url: cancelUrl, label: isDemanded ? setUp.cancel : account.cancel }}
    />
  )
  return html(c, page, { status: hasFailed ? 400 : 200 })
}

interface ShownCodes {
  codes: readonly string[]
  isSetUp: boolean
  goOnUrl: string
}

export const codesPage = async (c: BrowserContext, shown: ShownCodes): Promise<Response> =>
  html(c, <RecoveryCodesPage {...await pageProps(c)} {...shown} />)
