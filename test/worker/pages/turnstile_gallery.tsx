/** The forms that Turnstile stands before. What its widget shows is Cloudflare's, and for few people. */
import type { Language } from '../../../src/pages/messages/language.ts'
import { RecoverPage } from '../../../src/pages/recover.tsx'
import { SignInPage } from '../../../src/pages/sign_in.tsx'
import { SignUpPage } from '../../../src/pages/sign_up.tsx'
import type { Texts } from './gallery.tsx'

export function turnstilePages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang, username: texts.username }
  const siteKey = '0x4AAAAAAA-the-widget'
  return {
    'sign-in-turnstile': (
      <SignInPage {...page} action="/login" turnstile={{ siteKey, form: 'sign_in' }} remember />
    ),
    'sign-up-unverified': (
      <SignUpPage
        {...page}
        action="/signup"
        signInUrl="/login"
        turnstile={{ siteKey, form: 'sign_up', failure: { reason: 'unverified' } }}
      />
    ),
    'recover-unavailable': (
      <RecoverPage
        {...page}
        action="/recover"
        signInUrl="/login"
        turnstile={{
          siteKey,
          form: 'recovery',
          failure: { reason: 'unavailable', seconds: 5 },
        }}
      />
    ),
  }
}
