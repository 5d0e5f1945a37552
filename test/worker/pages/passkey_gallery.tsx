/** The pages about passkeys, in every state. */
import { AccountPasskeyPage } from '../../../src/pages/account_passkey.tsx'
import { AccountPasskeysPage } from '../../../src/pages/account_passkeys.tsx'
import { PasskeyRefusedPage } from '../../../src/pages/passkey_refused.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import type { Texts } from './gallery.tsx'

const NOW = 1_767_000_000

export function passkeyPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const fields = { account: 'a-sub' }
  const list = { ...page, now: NOW, action: '/account/passkeys', fields, backUrl: '/account' }
  const synced = {
    name: texts.personName,
    isSynced: true,
    createdAt: NOW - 40 * DAY,
    lastUsedAt: NOW - 3 * HOUR,
    url: '/account/passkeys/one',
  }
  const bound = {
    name: 'Firefox · Linux',
    isSynced: false,
    createdAt: NOW - 90,
    lastUsedAt: null,
    url: '/account/passkeys/two',
  }
  const change = {
    ...page,
    nameAction: '/account/passkeys/name',
    removeAction: '/account/passkeys/remove',
    fields,
    backUrl: '/account/passkeys',
  }
  const refused = { ...page, backUrl: '/login' }
  return {
    passkeys: <AccountPasskeysPage {...list} passkeys={[synced, bound]} done="added" />,
    'passkeys-none': <AccountPasskeysPage {...list} passkeys={[]} />,
    'passkeys-off': <AccountPasskeysPage {...list} passkeys={[synced]} areOff />,
    passkey: <AccountPasskeyPage {...change} name={texts.personName} />,
    'passkey-name-wrong': <AccountPasskeyPage {...change} name="" isNameWrong />,
    'passkey-refused': <PasskeyRefusedPage {...refused} failure={{ reason: 'signIn' }} />,
    'passkey-off': <PasskeyRefusedPage {...refused} failure={{ reason: 'off' }} />,
    'passkey-last': <PasskeyRefusedPage {...refused} failure={{ reason: 'last_way_in' }} />,
    'passkey-wait': <PasskeyRefusedPage {...refused} failure={{ reason: 'wait', seconds: 60 }} />,
  }
}
