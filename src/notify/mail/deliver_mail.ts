/** A mail that a person's object has decided on: its link is sealed, and it is handed to the service. */
import { seal } from '../../crypto/envelope.ts'
import type { EmailLink } from '../../domain/email_change.ts'
import type { MailNotice } from '../../domain/mail_notice.ts'
import type { RecoveryLink } from '../../domain/recovery.ts'
import type { World } from '../../stores/world.ts'
import { sendLetter } from './send_letter.ts'

type MailWorld = Pick<World, 'issuer' | 'registry' | 'mailer' | 'log'>

/** Where a person sets a new password, by the link of a mail. */
const RECOVERY_PATH = '/recover/password'

/** @returns whether there is nothing left to do: it was taken, or no mail is sent here any more */
export async function deliverMail(world: MailWorld, notice: MailNotice): Promise<boolean> {
  if (!world.mailer) return true
  const { id, sub, kind, to, lang } = notice
  const url = await wayOn(world, notice)
  const passkeyName = 'passkeyName' in notice ? notice.passkeyName : undefined
  const letter = { kind, to, lang, url, ...(passkeyName !== undefined && { passkeyName }) }
  const sent = await sendLetter(world, world.mailer, letter, id)
  if (sent.ok) world.log.event('mail_sent', { sub, kind })
  else world.log.event('mail_not_sent', { sub, kind, reason: sent.reason })
  return sent.ok
}

/** Where the mail leads. */
async function wayOn({ issuer, registry }: MailWorld, notice: MailNotice): Promise<string> {
  switch (notice.kind) {
    case 'recovery':
    case 'recovery_sent': {
      const { sub, recoveryId: id, credentialEpoch, until } = notice
      const link: RecoveryLink = { sub, id, credentialEpoch, until }
      const sealed = await seal(await registry.keys(), 'recovery', link)
      return `${issuer}${RECOVERY_PATH}?${new URLSearchParams({ link: sealed })}`
    }
    case 'email_proof': {
      const { sub, id, until } = notice
      const link: EmailLink = { sub, id, until }
      const sealed = await seal(await registry.keys(), 'email_change', link)
      return `${issuer}/account/email/confirm?${new URLSearchParams({ link: sealed })}`
    }
    case 'email_changed':
      return `${issuer}/account`
    case 'passkey_added':
    case 'passkey_removed':
      return `${issuer}/account/passkeys`
    case 'password_changed':
    case 'password_set':
    case 'own_password_changed':
      return `${issuer}/recover`
  }
}
