/** Word to whoever owns an address that somebody else wants: at the address on record, and only to them. */
import type { Person } from '../../domain/person.ts'
import { randomToken } from '../../kernel/random.ts'
import { sendLetter, type Letter } from '../../notify/mail/send_letter.ts'
import type { World } from '../../stores/world.ts'

/** Nothing to a disabled person, who could do nothing about it. */
export async function tellOwner(
  world: World,
  { claims, disabled }: Person,
  lang: string,
): Promise<void> {
  if (disabled || claims.email === undefined) return
  const url = `${world.issuer}/login`
  await sendOnce(world, { kind: 'address_in_use', to: claims.email, lang, url })
}

/** Sends a letter that nobody keeps: one that is lost is asked for again. */
export async function sendOnce(world: World, letter: Letter): Promise<void> {
  if (!world.mailer) return
  const { kind } = letter
  const sent = await sendLetter(world, world.mailer, letter, randomToken())
  if (sent.ok) world.log.event('mail_sent', { kind })
  else world.log.event('mail_not_sent', { kind, reason: sent.reason })
}
