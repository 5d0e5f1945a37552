/**
 * Having something mailed to whoever goes by a name. Whether there is such a person shows in nothing: the same two calls
 * are made, the second after the answer, for it writes where there is somebody (ASVS 6.3.8, catalogue 166).
 */
import { normalizeEmail } from '../../domain/names.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'
import type { World } from '../../stores/world.ts'
import { networkWait } from '../sign_in/network.ts'
import { countMail, mailLater } from './mail_later.ts'

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
  const wait = await networkWait(world, 'mail')
  if (wait !== undefined) {
    world.log.event(`${topic}_waits`, { ip: world.ip })
    return err({ wait })
  }
  const name = normalizeEmail(username.trim()) ?? `?${username.slice(0, 256)}`
  const counted = await countMail(world, topic, name)
  if (!counted.ok) return ok(null)
  const { owner } = counted.value
  mailLater(world, topic, ask(owner === undefined ? world.users.nobody() : world.users.of(owner)))
  return ok(null)
}
