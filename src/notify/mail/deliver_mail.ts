/** A mail that a person's object has decided on: its link is sealed, and it is handed to the service. */
import { mailedCode, spellMailedCode } from '../../crypto/mailed_code.ts'
import type { EmailLink } from '../../domain/email_change.ts'
import type { CodeLink } from '../../domain/mailed_code.ts'
import type { MailNotice } from '../../domain/mail_notice.ts'
import type { RecoveryLink } from '../../domain/recovery.ts'
import type { World } from '../../stores/world.ts'
import { mailedUrl } from './mailed_link.ts'
import { sendLetter, type Letter } from './send_letter.ts'

type MailWorld = Pick<World, 'issuer' | 'registry' | 'languages' | 'mailer' | 'log'>

/** @returns whether there is nothing left to do: it was taken, or no mail is sent here any more */
export async function deliverMail(world: MailWorld, notice: MailNotice): Promise<boolean> {
  if (!world.mailer) return true
  const { id, sub, kind, to, lang } = notice
  const letter = { kind, to, lang, ...(await matterOf(world, notice)) }
  const sent = await sendLetter(world, world.mailer, letter, id)
  if (sent.ok) world.log.event('mail_sent', { sub, kind })
  else world.log.event('mail_not_sent', { sub, kind, reason: sent.reason })
  return sent.ok
}

type Matter = Omit<Letter, 'kind' | 'to' | 'lang'>

/** Where the mail leads, and what else stands in it. */
async function matterOf(world: MailWorld, notice: MailNotice): Promise<Matter> {
  const { issuer } = world
  switch (notice.kind) {
    case 'recovery':
    case 'recovery_sent': {
      const { sub, recoveryId: id, credentialEpoch, until } = notice
      const link: RecoveryLink = { sub, id, credentialEpoch, until }
      return { url: await mailedUrl(world, '/recover/password', 'recovery', link) }
    }
    case 'email_proof': {
      const { sub, id, until } = notice
      const link: EmailLink = { sub, id, until }
      return { url: await mailedUrl(world, '/account/email/confirm', 'email_change', link) }
    }
    case 'sign_in_code': {
      const { sub, codeId: id, credentialEpoch, until } = notice
      const link: CodeLink = { sub, id, credentialEpoch, until }
      const code = spellMailedCode(await mailedCode(await world.registry.keys(), id))
      return { url: await mailedUrl(world, '/login/link', 'code_link', link), code }
    }
    case 'email_changed':
      return { url: `${issuer}/account` }
    case 'passkey_added':
    case 'passkey_removed':
      return { url: `${issuer}/account/passkeys`, passkeyName: notice.passkeyName }
    case 'identity_linked':
    case 'identity_unlinked':
    case 'address_proven':
      return { url: `${issuer}/account`, provider: notice.provider }
    case 'factor_changed':
      return { url: `${issuer}/account/security`, change: notice.change }
    case 'password_changed':
    case 'password_set':
    case 'own_password_changed':
      return { url: `${issuer}/recover` }
  }
}
