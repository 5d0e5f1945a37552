/**
 * Asking for an account, by an address. Whoever reads that mailbox is answered there: by a link to make the account, or by
 * word that there is one. The page is told nothing of it, and what tells the two apart happens after its answer
 * (ASVS 6.3.8, catalogue 165).
 */
import { normalizeEmail } from '../../domain/names.ts'
import { SIGN_UP_LINK_LIFETIME, type SignUpLink } from '../../domain/sign_up.ts'
import type { Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { mailedUrl } from '../../notify/mail/mailed_link.ts'
import type { World } from '../../stores/world.ts'
import { sendOnce, tellOwner } from '../accounts/tell_owner.ts'
import { countMail, mailLater } from '../mail/mail_later.ts'
import { networkWait } from '../sign_in/network.ts'

/** `malformed`: no address at all, which is no secret. */
export type AskRefusal = { reason: 'malformed' } | { reason: 'wait'; seconds: number }

/** Has mail sent to this address, at most five times an hour. @param typed the address */
export async function askForAccount(
  world: World,
  typed: string,
  lang: string,
): Promise<Result<null, AskRefusal>> {
  const email = typed.trim()
  const name = normalizeEmail(email)
  if (name === undefined) return err({ reason: 'malformed' })
  const seconds = await networkWait(world, 'sign_up')
  if (seconds !== undefined) {
    world.log.event('sign_up_waits', { ip: world.ip })
    return err({ reason: 'wait', seconds })
  }
  const counted = await countMail(world, 'sign_up', name)
  if (!counted.ok) return ok(null)
  mailLater(world, 'sign_up', answerByMail(world, { email, lang, owner: counted.value.owner }))
  return ok(null)
}

interface Asking {
  email: string
  lang: string
  owner: Sub | undefined
}

/** Somebody's mail goes to the address on record. A name whose owner was never made is still to be had. */
async function answerByMail(world: World, { email, lang, owner }: Asking): Promise<void> {
  const user = owner === undefined ? world.users.nobody() : world.users.of(owner)
  const known = await user.person()
  if (known.ok) return tellOwner(world, known.value, lang)
  const link = { email, until: world.now + SIGN_UP_LINK_LIFETIME }
  await sendOnce(world, { kind: 'sign_up', to: email, lang, url: await signUpUrl(world, link) })
}

/** The address that a link opens. */
export const signUpUrl = (
  world: Pick<World, 'issuer' | 'registry'>,
  link: SignUpLink,
): Promise<string> => mailedUrl(world, '/signup/account', 'sign_up', link)
