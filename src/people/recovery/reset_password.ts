/** A link that was mailed, and the new password that it is used for. */
import { hashPassword } from '../../crypto/password.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { RecoveryLink } from '../../domain/recovery.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openMailed } from '../../notify/mail/mailed_link.ts'
import { passwordFault, passwordTerms, type PasswordFault } from '../../rules/new_password.ts'
import type { World } from '../../stores/world.ts'
import { whileAdmitted, type Wait } from '../sign_in/admission.ts'

export interface OpenLink {
  link: RecoveryLink
  /** Where it was mailed to. */
  email: string
}

/** Looks at a link, and spends nothing. What we did not seal, or what is too old, is asked of nobody. */
export async function readLink(world: World, sealed: string): Promise<Result<OpenLink, 'closed'>> {
  const link = await openMailed<RecoveryLink>(world, 'recovery', sealed)
  if (!link) return err('closed')
  const recovery = await world.users.of(link.sub).openRecovery(link)
  return recovery.ok ? ok({ link, email: recovery.value.email }) : recovery
}

export type ResetRefusal = { reason: 'closed' } | { reason: PasswordFault } | Wait

/** Sets the password by this link, once; judged before it is hashed, and hashed before anything is decided. */
export async function resetPassword(
  world: World,
  { link, email }: OpenLink,
  password: string,
  lang: string,
): Promise<Result<null, ResetRefusal>> {
  const fault = passwordFault(password, passwordTerms(await world.registry.settings(), email))
  if (fault) return err({ reason: fault })
  const answer = await whileAdmitted(world, async () => {
    const reset = { link, passwordHash: await hashPassword(password), mailId: randomToken(), lang }
    const done = await world.users.of(link.sub).resetPassword(reset)
    return done.ok ? done : err({ reason: done.reason })
  })
  if (!answer.ok) return answer
  world.log.event('password_reset', { sub: link.sub })
  await forgetAttempts(world, email)
  return ok(null)
}

/** Who has forgotten a password has tried some: now that they have a new one, they need not wait for those. */
async function forgetAttempts(world: World, email: string): Promise<void> {
  const name = normalizeEmail(email)
  if (name !== undefined) await world.directories.succeed('email', name)
}
