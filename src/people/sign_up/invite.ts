/** An invitation: a link to make an account, mailed by an operator's word and good until it is used or taken back. */
import { INVITATION_LIFETIME, type Invitation } from '../../domain/invitation.ts'
import { normalizeEmail } from '../../domain/names.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { sendLetter } from '../../notify/mail/send_letter.ts'
import { signUpMode } from '../../rules/sign_up.ts'
import type { InvitationCreation } from '../../spec/admin/invitations.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { NameRefusal } from '../accounts/create_person.ts'
import { signUpUrl } from './ask_for_account.ts'

/** `sign_up_off`: nobody may make an account here. `mail_not_sent`: nobody was invited. */
export type InvitationRefusal = NameRefusal | 'sign_up_off' | 'mail_not_sent'

export async function invite(
  world: AdminWorld,
  { email, ...claims }: InvitationCreation,
): Promise<Result<Invitation, InvitationRefusal>> {
  const { mailer } = world
  const name = normalizeEmail(email)
  if (name === undefined) return err('malformed_email')
  const mode = signUpMode(await world.tenants.settings(), mailer !== null)
  if (!mailer || mode === 'off') return err('sign_up_off')
  const owner = await world.directories.find('email', name)
  if (owner !== undefined && (await world.users.of(owner).person()).ok) return err('taken')
  const invitation = newInvitation(world, email, claims)
  const { id, expiresAt: until } = invitation
  const detail = { id }
  await world.tenants.createInvitation(
    invitation,
    adminEvent(world, 'invitation.created', { detail }),
  )
  const url = await signUpUrl(world, { email, until, invitation: id })
  const letter = { kind: 'invitation', to: email, lang: claims.locale ?? '', url } as const
  const sent = await sendLetter(world, mailer, letter, id)
  if (sent.ok) return ok(invitation)
  world.log.event('mail_not_sent', { kind: 'invitation', reason: sent.reason })
  await world.tenants.deleteInvitation(id, adminEvent(world, 'invitation.revoked', { detail }))
  return err('mail_not_sent')
}

const newInvitation = (
  { now }: AdminWorld,
  email: string,
  claims: Invitation['claims'],
): Invitation => ({
  schema: 1,
  id: randomToken(),
  email,
  claims,
  createdAt: now,
  expiresAt: now + INVITATION_LIFETIME,
})
