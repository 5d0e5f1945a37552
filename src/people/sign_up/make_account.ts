/**
 * An account, made by whoever was mailed a link for it: the link shows that the mailbox is theirs. Nothing else was set
 * before, by anybody, so nobody else is in the account from its first moment (catalogue 184).
 */
import { isInvitationOpen, type Invitation } from '../../domain/invitation.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { SignUpLink } from '../../domain/sign_up.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { personEvent } from '../../notify/admin_audit.ts'
import { openMailed } from '../../notify/mail/mailed_link.ts'
import { passwordFault, passwordTerms, type PasswordFault } from '../../rules/new_password.ts'
import { signUpMode, termsToAccept } from '../../rules/sign_up.ts'
import type { NewAccountFields } from '../../spec/new_account.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { World } from '../../stores/world.ts'
import { createPerson } from '../accounts/create_person.ts'
import { later } from '../mail/mail_later.ts'
import { whileAdmitted, type Wait } from '../sign_in/admission.ts'
import { enter, type Entered, type Visit } from '../sign_in/enter.ts'
import { signInWithPassword } from '../sign_in/password.ts'

/** What a link opens: an account for this address, with what its invitation brings along. */
export interface OpenAccountLink {
  email: string
  invitation?: Invitation
}

/** Looks at a link, and spends nothing: mail scanners open every link. Closed where there is an account by now. */
export async function readAccountLink(
  world: AdminWorld,
  sealed: string,
): Promise<Result<OpenAccountLink, 'closed'>> {
  const link = await openMailed<SignUpLink>(world, 'sign_up', sealed)
  if (!link) return err('closed')
  const leave = await readLeave(world, link)
  if (!leave.ok) return leave
  const owner = await world.directories.find('email', normalizeEmail(link.email) ?? '')
  const isTaken = owner !== undefined && (await world.users.of(owner).person()).ok
  return isTaken ? err('closed') : ok({ email: link.email, ...leave.value })
}

/** Whether this link still may: without an invitation where whoever comes may, with one until it is taken back. */
async function readLeave(
  world: AdminWorld,
  { invitation: id }: SignUpLink,
): Promise<Result<{ invitation?: Invitation }, 'closed'>> {
  const mode = signUpMode(await world.registry.settings(), world.mailer !== null)
  if (id === undefined) return mode === 'open' ? ok({}) : err('closed')
  const invitation = mode === 'off' ? undefined : await world.tenants.invitation(id)
  return invitation && isInvitationOpen(invitation, world.now) ? ok({ invitation }) : err('closed')
}

export type AccountRefusal =
  { reason: 'closed' } | { reason: PasswordFault } | { reason: 'terms' } | Wait

/** Makes it, with its address verified, and signs in. Of many who use one link at once, one makes it. */
export async function makeAccount(
  world: AdminWorld,
  visit: Visit,
  link: OpenAccountLink,
  account: NewAccountFields,
): Promise<Result<Entered, AccountRefusal>> {
  const settings = await world.registry.settings()
  const { email, invitation } = link
  const { password, acceptsTerms } = account
  const fault = passwordFault(password, passwordTerms(settings, email))
  if (fault) return err({ reason: fault })
  const terms = termsToAccept(settings)
  if (terms && !acceptsTerms) return err({ reason: 'terms' })
  const made = await whileAdmitted(world, async () => {
    const person = await createPerson(world, personOf(link, account), {
      ...(terms && { terms: { version: terms.version, at: world.now } }),
      eventOf: (sub) => personEvent(world, 'user.created', sub),
    })
    return person.ok ? person : err({ reason: person.reason })
  })
  if (!made.ok) {
    const { reason } = made
    return reason.reason === 'wait'
      ? err(reason)
      : enterOwn(world, visit, { username: email, password })
  }
  const { sub, credentialEpoch } = made.value
  world.log.event('signed_up', { sub })
  if (invitation) noteAccepted(world, invitation)
  return closedUnless(
    await enter(world, visit, { sub, proof: { method: 'pwd' }, onto: [], credentialEpoch }),
  )
}

/** For whoever looks at the list; that the address is taken by now is what closes the link. */
function noteAccepted(world: AdminWorld, { id }: Invitation): void {
  later(world, 'invitation_not_noted', world.tenants.acceptInvitation(id))
}

/** A name that was typed counts; one that was left empty is none, whatever the invitation said. */
function personOf({ email, invitation }: OpenAccountLink, { name, password }: NewAccountFields) {
  const { name: _, ...claims } = invitation?.claims ?? {}
  return {
    ...claims,
    email,
    email_verified: true,
    password,
    ...(name !== undefined && { name }),
  }
}

/** The same form once more, by a double click: whoever made the account a moment ago signs in to it. */
async function enterOwn(
  world: World,
  visit: Visit,
  given: { username: string; password: string },
): Promise<Result<Entered, AccountRefusal>> {
  return closedUnless(await signInWithPassword(world, visit, given))
}

const closedUnless = (entered: Result<Entered, unknown>): Result<Entered, { reason: 'closed' }> =>
  entered.ok ? entered : err({ reason: 'closed' })
