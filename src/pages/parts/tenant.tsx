/** What a tenant shows of itself on every page: its picture beside its name, its own words, its links. */
import type { BrandTexts } from '../../domain/branding.ts'
import { tenantLook } from '../look.ts'
import type { Language } from '../messages/language.ts'
import { AmphoraMark } from './amphora.tsx'

/** The logo, else our mark. Loaded by the browser from where the tenant keeps it, never by us. */
export const TenantMark = () => {
  const { logo_uri: logo, logo_dark_uri: darkLogo } = tenantLook().branding
  if (logo === undefined) return <AmphoraMark />
  return (
    <picture>
      {darkLogo !== undefined && <source srcset={darkLogo} media="(prefers-color-scheme: dark)" />}
      <img class="tenant-logo" src={logo} alt="" height="42" referrerpolicy="no-referrer" />
    </picture>
  )
}

/** What the tenant says itself in this language, where it says anything. */
export const tenantTexts = (lang: Language): BrandTexts =>
  tenantLook().branding.texts?.[lang.tag] ?? {}

/** Under the title of the page to sign in on. */
export const SignInAbout = ({ lang }: { lang: Language }) => {
  const { sign_in_about: text } = tenantTexts(lang)
  return text === undefined ? null : <p>{text}</p>
}

export const TenantFooter = ({ lang }: { lang: Language }) => {
  const { links = {} } = tenantLook().branding
  const words = lang.messages
  const shown = [
    [links.help_uri, words.page.help],
    [links.privacy_uri, words.app.policy],
    [links.terms_uri, words.app.terms],
    [links.imprint_uri, words.page.imprint],
  ].filter(([uri]) => uri !== undefined)
  return (
    <footer>
      {shown.length > 0 && (
        <nav class="links" aria-label={words.page.links}>
          {shown.map(([uri, text]) => (
            <a href={uri} rel="noopener noreferrer" target="_blank">
              {text}
            </a>
          ))}
        </nav>
      )}
      <p>{tenantTexts(lang).footer ?? words.page.sealed}</p>
    </footer>
  )
}
