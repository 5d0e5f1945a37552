/** A mailed link that was used, is too old, was taken back, or never was one: what it was for, and the way on. */
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'

export interface LinkClosedPageProps extends PageProps {
  /** What it was mailed for. */
  link: 'sign_in' | 'sign_up' | 'password' | 'email'
  /** Back into the sign-in that was under way in this browser, to ask for another link, or to the account. */
  nextUrl: string
}

export const LinkClosedPage = ({ tenantName, lang, link, nextUrl }: LinkClosedPageProps) => {
  const title = lang.messages.newPassword.closedTitle
  const { why, next } = wordsOf(link, lang)
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed>
      <h1>{title}</h1>
      <p>{why}</p>
      <a class="button primary" href={nextUrl}>
        {next}
      </a>
    </Layout>
  )
}

function wordsOf(link: LinkClosedPageProps['link'], lang: Language): { why: string; next: string } {
  const words = lang.messages
  switch (link) {
    case 'sign_in':
      return { why: words.mailedLink.closed, next: words.signIn.title }
    case 'sign_up':
      return { why: words.newAccount.closed, next: words.signIn.title }
    case 'password':
      return { why: words.newPassword.closed, next: words.recover.again }
    case 'email':
      return { why: words.ownEmail.closed, next: words.account.title }
  }
}
