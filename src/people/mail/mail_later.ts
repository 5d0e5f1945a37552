/** What every way of having a mail sent shares: five an hour for each name, and sent after the answer. */
import type { Sub } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'

/** What the log calls it. */
export type MailTopic = 'recovery' | 'sign_in_code' | 'sign_up' | 'email'

/** Counts one mail more for a name, and answers whose it is. `too_many`: nothing is to be mailed, and nobody is told. */
export async function countMail(
  { directories, log }: World,
  topic: MailTopic,
  name: string,
): Promise<Result<{ owner: Sub | undefined }, 'too_many'>> {
  const counted = await directories.askForMail('email', name)
  if (!counted.ok) log.event(`${topic}_asked_too_often`)
  return counted
}

/** Has it done after the answer. What is lost by that is asked for again. */
export function mailLater(world: World, topic: MailTopic, work: Promise<unknown>): void {
  later(world, `${topic}_lost`, work)
  world.log.event(`${topic}_asked`)
}

/** Has something done after the answer. @param lost what the log calls it if that fails */
export function later(
  world: Pick<World, 'defer' | 'log'>,
  lost: string,
  work: Promise<unknown>,
): void {
  world.defer(work.catch((cause: unknown) => world.log.event(lost, { reason: String(cause) })))
}
