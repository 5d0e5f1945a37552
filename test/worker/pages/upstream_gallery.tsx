/** The pages of signing in with others, in every state. */
import { GoingPage, LinkIdentityPage } from '../../../src/pages/link_identity.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { NewcomerPage } from '../../../src/pages/newcomer.tsx'
import { SignInPage } from '../../../src/pages/sign_in.tsx'
import { IdentityRefusedPage, UpstreamFailedPage } from '../../../src/pages/upstream_failed.tsx'
import type { Texts } from './gallery.tsx'

export function upstreamPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang, provider: texts.appName }
  const newcomer = { ...page, linkUrl: '/login?next=link', backUrl: '/login' }
  const account = { username: texts.username, name: texts.personName }
  const failed = { ...page, backUrl: '/login' }
  return {
    'sign-in-with-others': (
      <SignInPage
        {...page}
        action="/login"
        recoverUrl="/recover"
        upstreams={['Google', 'Apple', texts.appName].map((name) => ({
          name,
          url: '/login/with/x',
        }))}
      />
    ),
    'upstream-declined': <UpstreamFailedPage {...failed} reason="declined" />,
    'upstream-unreachable': <UpstreamFailedPage {...failed} reason="unreachable" />,
    'upstream-failed': <UpstreamFailedPage {...failed} reason="failed" />,
    'upstream-not-here': <UpstreamFailedPage {...failed} provider={undefined} reason="not_here" />,
    newcomer: (
      <NewcomerPage
        {...newcomer}
        label={texts.username}
        isAddressKnown={false}
        createAction="/login/newcomer"
      />
    ),
    'newcomer-known-address': <NewcomerPage {...newcomer} label={texts.username} isAddressKnown />,
    'newcomer-nameless': <NewcomerPage {...newcomer} isAddressKnown={false} />,
    'link-identity': (
      <LinkIdentityPage
        {...page}
        action="/account/link"
        fields={{ account: 'a-sub' }}
        label={texts.username}
        account={account}
        backUrl="/account"
      />
    ),
    'going-to-other': <GoingPage {...page} url="https://idp.example/authorize" />,
    'identity-stale': (
      <IdentityRefusedPage {...page} reason="stale" againUrl="/login" backUrl="/account" />
    ),
    'identity-taken': <IdentityRefusedPage {...page} reason="taken" backUrl="/account" />,
    'identity-last': <IdentityRefusedPage {...page} reason="last_way_in" backUrl="/account" />,
  }
}
