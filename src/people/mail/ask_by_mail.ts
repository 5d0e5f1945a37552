/**
 * Having something mailed to whoever goes by a name. Whether there is such a person shows in nothing: the same two calls
 * are made, the second after the answer, for it writes where there is somebody (ASVS 6.3.8, catalogue 166).
 */
import { normalizeEmail } from '../../domain/names.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'
import type { World } from '../../stores/world.ts'
import { networkOf } from '../sign_in/network.ts'

/** How long a network waits that asked too often, in seconds. */
const NETWORK_WAIT = 60

export interface MailQuestion {
  /** As it was typed; the mail goes to the address on record alone. */
  username: string
  /** What the log calls it. */
  topic: 'recovery' | 'sign_in_code'
  /** Has the person's object decide on the mail. */
  ask: (user: UserHandle) => Promise<void>
}

/** At most five mails an hour for each name, of whatever topic: after those the answer is the same, and nothing is mailed. */
export async function askByMail(
  world: World,
  { username, topic, ask }: MailQuestion,
): Promise<Result<null, { wait: number }>> {
  if (await world.refusals.isOverLimit(`mail ${networkOf(world.ip)}`)) {
    world.log.event(`${topic}_waits`, { ip: world.ip })
    return err({ wait: NETWORK_WAIT })
  }
  const name = normalizeEmail(username.trim()) ?? `?${username.slice(0, 256)}`
  const asked = await world.directories.askForMail('email', name)
  if (!asked.ok) {
    world.log.event(`${topic}_asked_too_often`)
    return ok(null)
  }
  const { owner } = asked.value
  const user = owner === undefined ? world.users.nobody() : world.users.of(owner)
  world.defer(
    ask(user).catch((cause: unknown) =>
      world.log.event(`${topic}_lost`, { reason: String(cause) }),
    ),
  )
  world.log.event(`${topic}_asked`)
  return ok(null)
}
