/** An operator has a person mailed the link to choose a new password by. The operator never sees it. */
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'

/** `no_mail`: none is sent here. `unreachable`: the person is disabled, or has no address. */
export async function sendReset(
  world: AdminWorld,
  sub: Sub,
): Promise<Result<null, 'unknown' | 'unreachable' | 'no_mail'>> {
  if (!world.mailer) return err('no_mail')
  const sent = await world.users.of(sub).sendReset(randomToken())
  if (!sent.ok) return sent
  await world.tenants.appendAudit([adminEvent(world, 'user.reset_sent', { sub })])
  return ok(null)
}
