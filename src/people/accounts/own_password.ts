/**
 * A person's password, proven and changed by themselves. Whoever holds their session alone cannot: the old password is
 * asked for (ASVS 6.2.3, 7.5.1), and attempts are counted as those of a sign-in are, under the same name.
 */
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import type { SessionKey } from '../../domain/approval.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { OwnAccount, OwnCredentials } from '../../domain/own_account.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { passwordFault, passwordTerms, type PasswordFault } from '../../rules/new_password.ts'
import type { World } from '../../stores/world.ts'
import { whileAdmitted } from '../sign_in/admission.ts'
import { refuseAttempt, type SignInRefusal } from '../sign_in/password.ts'
import { ownSession } from './own_session.ts'

/** `no_session`: nobody is signed in by this cookie any more. */
export type OwnPasswordRefusal = SignInRefusal | { reason: 'no_session' }

/** Also a fault of the new one. */
export type PasswordChangeRefusal = OwnPasswordRefusal | { reason: PasswordFault }

export interface OwnPasswordChange {
  current: string
  wanted: string
  /** What was drawn for the form, and stands nowhere but in it. */
  form: string
  /** Of the page: the person is told by mail. */
  lang: string
}

/**
 * Changes the password. The session's new cookie is named by the form and the password in it, so that the very same change
 * is known when it comes twice, by a double click or because the answer was lost; and another one by that form is another.
 * @returns the session's new key
 */
export async function changeOwnPassword(
  world: World,
  account: OwnAccount,
  change: OwnPasswordChange,
): Promise<Result<SessionKey, PasswordChangeRefusal>> {
  const { sessionId, cookieId: present } = account.session
  const cookieId = await sha256base64url(`${change.form} ${change.wanted}`)
  const key = { sessionId, cookieId }
  const changed: Result<SessionKey, PasswordChangeRefusal> =
    present === cookieId
      ? err({ reason: 'no_session' })
      : await whileAdmitted(world, () => proveAndChange(world, account, change, key))
  if (changed.ok || changed.reason.reason !== 'no_session') return changed
  const { policy } = await ownSession(world, account)
  const made = await world.users.of(account.sub).account(key, policy)
  return made.ok ? ok(key) : changed
}

async function proveAndChange(
  world: World,
  account: OwnAccount,
  { current, wanted, lang }: OwnPasswordChange,
  { cookieId }: SessionKey,
): Promise<Result<SessionKey, PasswordChangeRefusal>> {
  const proven = await prove(world, account, current)
  if (!proven.ok) return proven
  const { credentialEpoch, email = '' } = proven.value
  const fault = passwordFault(wanted, passwordTerms(await world.registry.settings(), email))
  if (fault) return err({ reason: fault })
  const changed = await world.users.of(account.sub).changePassword({
    ...(await ownSession(world, account)),
    credentialEpoch,
    passwordHash: await hashPassword(wanted),
    cookieId,
    ...(world.mailer && { mail: { id: randomToken(), lang } }),
  })
  if (!changed.ok) return err({ reason: changed.reason })
  world.log.event('password_changed', { sub: account.sub })
  return changed
}

/** Whether the person in front of this browser knows the password. @returns what it was checked against */
export const proveOwnPassword = (
  world: World,
  account: OwnAccount,
  password: string,
): Promise<Result<OwnCredentials, OwnPasswordRefusal>> =>
  whileAdmitted(world, () => prove(world, account, password))

async function prove(
  world: World,
  account: OwnAccount,
  password: string,
): Promise<Result<OwnCredentials, OwnPasswordRefusal>> {
  const { sub } = account
  const credentials = await world.users.of(sub).ownCredentials(await ownSession(world, account))
  if (!credentials.ok) return err({ reason: credentials.reason })
  const { email = '', passwordHash } = credentials.value
  const name = normalizeEmail(email) ?? `?${sub}`
  const attempt = await world.directories.attempt('email', name)
  if (!attempt.ok) return err({ reason: 'wait', seconds: attempt.reason.wait })
  const { isRight } = await verifyPassword(password, passwordHash)
  if (!isRight) return refuseAttempt(world)
  await world.directories.succeed('email', name)
  return credentials
}
