/** The pages of two-step verification, in every state. */
import { AccountSecurityPage, ConfirmFactorChange } from '../../../src/pages/account_security.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { RecoveryCodesPage } from '../../../src/pages/recovery_codes.tsx'
import { SecondFactorPage } from '../../../src/pages/second_factor.tsx'
import { SetUpTotpPage } from '../../../src/pages/set_up_totp.tsx'
import { DAY } from '../../../src/kernel/clock.ts'
import type { Texts } from './gallery.tsx'

const NOW = 1_767_000_000
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const CODES = Array.from({ length: 10 }, (_, at) => `ABCD-EF${at % 8 || 2}H-IJKL-MNOP`)

export function factorPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const { username } = texts
  const second = {
    ...page,
    username,
    action: '/login/second/totp',
    fields: { signin: username },
    way: 'totp' as const,
    ways: ['totp', 'recovery_code'] as const,
    otherUrl: (way: string) => `/login/second?way=${way}`,
    startAgainUrl: '/login',
    asking: {
      app: { client_name: texts.appName },
      redirectUri: 'https://prints.example/callback',
    },
  }
  const setUp = {
    ...page,
    username,
    action: '/login/set-up',
    fields: { set_up: username },
    secret: KEY,
    uri: `otpauth://totp/Amphora:ada%40example.com?secret=${KEY}&issuer=Amphora`,
    cancel: { url: '/login', label: texts.appName },
  }
  const security = { ...page, now: NOW, username, backUrl: '/account' }
  const confirm = { ...page, action: '/', fields: { account: 'a-sub' }, backUrl: '/account' }
  return {
    'second-totp': <SecondFactorPage {...second} />,
    'second-totp-wrong': <SecondFactorPage {...second} failure={{ reason: 'refused' }} />,
    'second-recovery-code': <SecondFactorPage {...second} way="recovery_code" />,
    'second-wait': (
      <SecondFactorPage
        {...second}
        way="recovery_code"
        failure={{ reason: 'wait', seconds: 240 }}
      />
    ),
    'set-up-totp': <SetUpTotpPage {...setUp} isDemanded hasFailed={false} />,
    'set-up-totp-wrong': <SetUpTotpPage {...setUp} isDemanded={false} hasFailed />,
    'recovery-codes': <RecoveryCodesPage {...page} codes={CODES} isSetUp goOnUrl="/account" />,
    security: <AccountSecurityPage {...security} totpSince={null} recoveryCodesLeft={0} />,
    'security-totp': (
      <AccountSecurityPage {...security} totpSince={NOW - 40 * DAY} recoveryCodesLeft={2} />
    ),
    'security-off': (
      <AccountSecurityPage {...security} totpSince={null} recoveryCodesLeft={0} done="totp" />
    ),
    'totp-turn-off': <ConfirmFactorChange {...confirm} change="turnOff" />,
    'codes-renew': <ConfirmFactorChange {...confirm} change="renew" />,
  }
}
