/**
 * Asking for a link to choose a new password by. Whether there is such a person shows in nothing: the same two calls are
 * made, the second after the answer, for it writes where there is somebody (ASVS 6.3.8, catalogue 166).
 */
import { normalizeEmail } from '../../domain/names.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { networkOf } from '../sign_in/network.ts'

/** How long a network waits that asked too often, in seconds. */
const NETWORK_WAIT = 60

/**
 * Has a link mailed to whoever goes by this name, at most five times an hour.
 * @param username as it was typed; the mail goes to the address on record alone
 */
export async function askForLink(
  world: World,
  username: string,
  lang: string,
): Promise<Result<null, { wait: number }>> {
  if (await world.refusals.isOverLimit(`recover ${networkOf(world.ip)}`)) {
    world.log.event('recovery_waits', { ip: world.ip })
    return err({ wait: NETWORK_WAIT })
  }
  const name = normalizeEmail(username.trim()) ?? `?${username.slice(0, 256)}`
  const asked = await world.directories.askForMail('email', name)
  if (!asked.ok) {
    world.log.event('recovery_asked_too_often')
    return ok(null)
  }
  const { owner } = asked.value
  const user = owner === undefined ? world.users.nobody() : world.users.of(owner)
  const question = { id: randomToken(), lang }
  world.defer(
    user
      .recover(question)
      .catch((cause: unknown) => world.log.event('recovery_lost', { reason: String(cause) })),
  )
  world.log.event('recovery_asked')
  return ok(null)
}
