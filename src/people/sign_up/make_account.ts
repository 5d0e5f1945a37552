/**
 * An account, made by whoever was mailed a link for it: the link shows that the mailbox is theirs. Nothing else was set
 * before, by anybody, so nobody else is in the account from its first moment (catalogue 184).
 */
import { open } from '../../crypto/envelope.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { SignUpLink } from '../../domain/sign_up.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { personEvent } from '../../notify/admin_audit.ts'
import { passwordFault, passwordTerms, type PasswordFault } from '../../rules/new_password.ts'
import { signUpMode, termsToAccept } from '../../rules/sign_up.ts'
import type { NewAccountFields } from '../../spec/new_account.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { World } from '../../stores/world.ts'
import { createPerson } from '../accounts/create_person.ts'
import { admit } from '../sign_in/admission.ts'
import { enter, type Entered, type Visit } from '../sign_in/enter.ts'
import { CROWD_WAIT, signInWithPassword } from '../sign_in/password.ts'

/** Looks at a link, and spends nothing: mail scanners open every link. Closed where there is an account by now. */
export async function readAccountLink(
  world: World,
  sealed: string,
): Promise<Result<SignUpLink, 'closed'>> {
  const link = await open<SignUpLink>(await world.registry.keys(), 'sign_up', sealed)
  if (!link || world.now >= link.until) return err('closed')
  if (signUpMode(await world.registry.settings(), world.mailer !== null) !== 'open') {
    return err('closed')
  }
  const owner = await world.directories.find('email', normalizeEmail(link.email) ?? '')
  const isTaken = owner !== undefined && (await world.users.of(owner).person()).ok
  return isTaken ? err('closed') : ok(link)
}

export type AccountRefusal =
  | { reason: 'closed' }
  | { reason: PasswordFault }
  | { reason: 'terms' }
  | { reason: 'wait'; seconds: number }

/** Makes it, with its address verified, and signs in. Of many who use one link at once, one makes it. */
export async function makeAccount(
  world: AdminWorld,
  visit: Visit,
  { email }: SignUpLink,
  account: NewAccountFields,
): Promise<Result<Entered, AccountRefusal>> {
  const settings = await world.registry.settings()
  const { name, password, acceptsTerms } = account
  const fault = passwordFault(password, passwordTerms(settings, email))
  if (fault) return err({ reason: fault })
  const terms = termsToAccept(settings)
  if (terms && !acceptsTerms) return err({ reason: 'terms' })
  const given = { email, email_verified: true, password, ...(name !== undefined && { name }) }
  const made = await admit(() =>
    createPerson(world, given, {
      ...(terms && { terms: { version: terms.version, at: world.now } }),
      eventOf: (sub) => personEvent(world, 'user.created', sub),
    }),
  )
  if (!made) return err({ reason: 'wait', seconds: CROWD_WAIT })
  if (!made.ok) return enterOwn(world, visit, { username: email, password })
  const { sub, credentialEpoch } = made.value
  world.log.event('signed_up', { sub })
  return closedUnless(
    await enter(world, visit, { sub, proof: { method: 'pwd' }, onto: [], credentialEpoch }),
  )
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
