/** The pages of a person's own account, in every state. */
import { AccountDeletedPage, AccountDeletePage } from '../../../src/pages/account_delete.tsx'
import { AccountPage } from '../../../src/pages/account.tsx'
import { AccountPasswordPage } from '../../../src/pages/account_password.tsx'
import { AccountProfilePage } from '../../../src/pages/account_profile.tsx'
import { ChooseAccountPage } from '../../../src/pages/choose_account.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import type { Texts } from './gallery.tsx'

const NOW = 1_767_000_000

export function accountPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const account = { username: texts.username, name: texts.personName }
  const form = { fields: { account: 'a-sub' }, backUrl: '/account' }
  const here = {
    id: 'one',
    isHere: true,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0',
    ip: '192.0.2.7',
    country: 'GR',
    createdAt: NOW - 3 * HOUR,
    lastSeenAt: NOW - 90,
  }
  const there = {
    ...here,
    id: 'two',
    isHere: false,
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1',
    ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
    country: 'PT',
    createdAt: NOW - 60 * DAY,
    lastSeenAt: NOW - 2 * DAY,
  }
  const empty = {
    ...page,
    now: NOW,
    account,
    fields: form.fields,
    tenantScopes: [],
    identities: [],
    linkable: [],
    password: { isSet: true, url: '/account/password' },
  }
  const shop = { client_name: texts.appName }
  return {
    account: (
      <AccountPage
        {...empty}
        otherUrl="/account/choose"
        profile={{ name: texts.personName, birthdate: '1815-12-10', locale: 'en-GB' }}
        identities={[
          {
            issuer: 'https://accounts.google.com',
            subject: '1',
            provider: 'Google',
            label: texts.username,
            linkedAt: NOW - 40 * DAY,
          },
          { issuer: 'https://x.com', subject: '2', provider: 'X', linkedAt: NOW - DAY },
        ]}
        linkable={[{ id: 'github', name: 'GitHub' }]}
        sessions={[here, there]}
        apps={[
          {
            clientId: 'client_prints',
            app: shop,
            scopes: ['openid', 'profile', 'prints', 'offline_access'],
            claims: ['phone_number'],
            since: NOW - 40 * DAY,
            lastUsedAt: NOW - HOUR,
          },
          {
            clientId: 'client_gone',
            app: { client_name: 'client_gone' },
            scopes: ['openid'],
            claims: [],
            since: NOW - DAY,
          },
        ]}
        email={{ address: texts.username, isVerified: false }}
        terms={{ version: '2026-01', at: NOW - 3 * DAY }}
        tenantScopes={[{ name: 'prints', description: texts.scopeDescription }]}
        events={[
          { at: NOW - 60, event: 'password_changed' },
          { at: NOW - DAY, event: 'rt_reuse', appName: texts.appName },
          { at: NOW - 40 * DAY, event: 'invented_later' },
        ]}
      />
    ),
    'account-empty': (
      <AccountPage
        {...empty}
        password={{ isSet: false, url: '/recover' }}
        profile={{}}
        sessions={[here]}
        apps={[]}
        events={[]}
      />
    ),
    'account-done': (
      <AccountPage
        {...empty}
        done="password"
        profile={{}}
        sessions={[here]}
        apps={[]}
        events={[]}
      />
    ),
    'account-profile': (
      <AccountProfilePage
        {...page}
        {...form}
        action="/account/profile"
        values={{ name: texts.personName }}
      />
    ),
    'account-profile-refused': (
      <AccountProfilePage
        {...page}
        {...form}
        action="/account/profile"
        values={{ name: texts.personName, website: 'javascript:alert(1)' }}
        wrong={['website']}
      />
    ),
    ...provenPages(lang, texts),
    'account-choose': (
      <ChooseAccountPage
        {...page}
        action="/account/choose"
        accounts={[{ ...account, value: 'a-sub' }]}
      />
    ),
  }
}

/** Those that ask for the password. */
function provenPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const account = { username: texts.username, name: texts.personName }
  const form = { ...page, account, fields: { account: 'a-sub' }, backUrl: '/account' }
  const password = { ...form, action: '/account/password', shortest: 15 }
  const deletion = { ...form, action: '/account/delete' }
  return {
    'account-password': <AccountPasswordPage {...password} />,
    'account-password-refused': (
      <AccountPasswordPage {...password} failure={{ reason: 'refused' }} />
    ),
    'account-password-mismatch': (
      <AccountPasswordPage {...password} failure={{ reason: 'mismatch' }} />
    ),
    'account-password-common': <AccountPasswordPage {...password} failure={{ reason: 'common' }} />,
    'account-password-wait': (
      <AccountPasswordPage {...password} failure={{ reason: 'wait', seconds: 240 }} />
    ),
    'account-delete': <AccountDeletePage {...deletion} asksForPassword />,
    'account-delete-without-password': <AccountDeletePage {...deletion} asksForPassword={false} />,
    'account-delete-changed': (
      <AccountDeletePage {...deletion} asksForPassword failure={{ reason: 'changed' }} />
    ),
    'account-deleted': <AccountDeletedPage {...page} />,
  }
}
