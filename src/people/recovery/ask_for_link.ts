/** Asking for a link to choose a new password by. */
import { randomToken } from '../../kernel/random.ts'
import type { Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { askByMail } from '../mail/ask_by_mail.ts'

/** @param username as it was typed; the mail goes to the address on record alone */
export function askForLink(
  world: World,
  username: string,
  lang: string,
): Promise<Result<null, { wait: number }>> {
  const question = { id: randomToken(), lang }
  return askByMail(world, { username, topic: 'recovery', ask: (user) => user.recover(question) })
}
