/** A mail on its way: written in the person's language, its link sealed, and handed to the service. */
import { seal } from '../../crypto/envelope.ts'
import { mailedCode, spellMailedCode } from '../../crypto/mailed_code.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { CodeLink } from '../../domain/mailed_code.ts'
import type { MailNotice } from '../../domain/mail_notice.ts'
import type { RecoveryLink } from '../../domain/recovery.ts'
import { letterOf, type LetterFacts } from '../../pages/mails/letters.ts'
import { mailOf } from '../../pages/mails/mail.tsx'
import { pickLanguage } from '../../pages/messages/pick_language.ts'
import type { World } from '../../stores/world.ts'

type MailWorld = Pick<World, 'issuer' | 'registry' | 'mailer' | 'log'>

/** Where a person sets a new password, by the link of a mail. */
const RECOVERY_PATH = '/recover/password'
/** Where they sign in, by the link that stands beside a code. */
const CODE_LINK_PATH = '/login/link'

/** @returns whether there is nothing left to do: it was taken, or no mail is sent here any more */
export async function deliverMail(world: MailWorld, notice: MailNotice): Promise<boolean> {
  if (!world.mailer) return true
  const { name: tenantName, default_locale: fallback, branding } = await world.registry.settings()
  const lang = pickLanguage(notice.lang, undefined, fallback)
  const letter = letterOf(await factsOf(world, notice, tenantName), lang)
  const mail = { to: notice.to, ...(await mailOf(letter, { tenantName, lang }, branding)) }
  const sent = await world.mailer.send(mail, notice.id)
  const { sub, kind } = notice
  if (sent.ok) world.log.event('mail_sent', { sub, kind })
  else world.log.event('mail_not_sent', { sub, kind, reason: sent.reason })
  return sent.ok
}

async function factsOf(
  { issuer, registry }: MailWorld,
  notice: MailNotice,
  tenantName: string,
): Promise<LetterFacts> {
  if ('provider' in notice) {
    const { kind, to, provider } = notice
    return { kind, tenantName, to, provider, accountUrl: `${issuer}/account` }
  }
  if (notice.kind === 'sign_in_code') {
    return codeFacts(issuer, await registry.keys(), notice, tenantName)
  }
  if ('passkeyName' in notice) {
    const { kind, to, passkeyName } = notice
    return { kind, tenantName, to, passkeyName, url: `${issuer}/account/passkeys` }
  }
  const { to } = notice
  if (notice.kind === 'factor_changed') {
    const { kind, change } = notice
    return { kind, change, tenantName, to, securityUrl: `${issuer}/account/security` }
  }
  if (!('recoveryId' in notice)) {
    return { kind: notice.kind, tenantName, to, recoverUrl: `${issuer}/recover` }
  }
  const { sub, recoveryId: id, credentialEpoch, until } = notice
  const link: RecoveryLink = { sub, id, credentialEpoch, until }
  const sealed = await seal(await registry.keys(), 'recovery', link)
  const url = `${issuer}${RECOVERY_PATH}?${new URLSearchParams({ link: sealed })}`
  return { kind: notice.kind, tenantName, to: notice.to, url }
}

async function codeFacts(
  issuer: string,
  keys: TenantKeys,
  notice: MailNotice & { kind: 'sign_in_code' },
  tenantName: string,
): Promise<LetterFacts> {
  const { sub, codeId: id, credentialEpoch, until, to } = notice
  const link: CodeLink = { sub, id, credentialEpoch, until }
  const sealed = await seal(keys, 'code_link', link)
  const url = `${issuer}${CODE_LINK_PATH}?${new URLSearchParams({ link: sealed })}`
  const code = spellMailedCode(await mailedCode(keys, id))
  return { kind: 'sign_in_code', tenantName, to, url, code }
}
