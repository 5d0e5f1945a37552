/**
 * Asking for an account, by an address. Whoever reads that mailbox is answered there: by a link to make the account, or by
 * word that there is one. The page is told nothing of it, and what tells the two apart happens after its answer
 * (ASVS 6.3.8, catalogue 165).
 */
import { seal } from '../../crypto/envelope.ts'
import { normalizeEmail } from '../../domain/names.ts'
import { SIGN_UP_LINK_LIFETIME, type SignUpLink } from '../../domain/sign_up.ts'
import type { Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { sendOnce, tellOwner } from '../accounts/tell_owner.ts'
import { networkOf } from '../sign_in/network.ts'

/** `malformed`: no address at all, which is no secret. */
export type AskRefusal = { reason: 'malformed' } | { reason: 'wait'; seconds: number }

/** How long a network waits that asked too often, in seconds. */
const NETWORK_WAIT = 60

/** Has mail sent to this address, at most five times an hour. @param typed the address */
export async function askForAccount(
  world: World,
  typed: string,
  lang: string,
): Promise<Result<null, AskRefusal>> {
  const email = typed.trim()
  const name = normalizeEmail(email)
  if (name === undefined) return err({ reason: 'malformed' })
  if (await world.refusals.isOverLimit(`sign_up ${networkOf(world.ip)}`)) {
    world.log.event('sign_up_waits', { ip: world.ip })
    return err({ reason: 'wait', seconds: NETWORK_WAIT })
  }
  const asked = await world.directories.askForMail('email', name)
  if (!asked.ok) {
    world.log.event('sign_up_asked_too_often')
    return ok(null)
  }
  world.defer(
    answerByMail(world, { email, lang, owner: asked.value.owner }).catch((cause: unknown) =>
      world.log.event('sign_up_lost', { reason: String(cause) }),
    ),
  )
  world.log.event('sign_up_asked')
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

/** The address that a link opens. Our own issuer's, whatever host a request names (catalogue 180). */
export async function signUpUrl(
  { issuer, registry }: Pick<World, 'issuer' | 'registry'>,
  link: SignUpLink,
): Promise<string> {
  const sealed = await seal(await registry.keys(), 'sign_up', link)
  return `${issuer}/signup/account?${new URLSearchParams({ link: sealed })}`
}
