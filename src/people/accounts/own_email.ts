/**
 * A person's own address, changed or proven by themselves: asked for in a fresh session, proven by a link that is mailed
 * there, made in the session that asked (catalogue 183). Whether an address is somebody else's is told to nobody but its
 * owner; the name is claimed before the record changes, and the old one released after.
 */
import type { EmailLink } from '../../domain/email_change.ts'
import { listedBy } from '../../domain/listed_name.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { OwnAccount } from '../../domain/own_account.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openMailed } from '../../notify/mail/mailed_link.ts'
import type { World } from '../../stores/world.ts'
import { countMail, mailLater } from '../mail/mail_later.ts'
import { networkWait } from '../sign_in/network.ts'
import { changerOf, claimOf, giveBack, tellDirectory } from './names.ts'
import { ownSession } from './own_session.ts'
import { tellOwner } from './tell_owner.ts'

export type EmailRefusal =
  | { reason: 'no_session' }
  /** They prove themselves once more first. */
  | { reason: 'stale' }
  | { reason: 'malformed' }
  | { reason: 'wait'; seconds: number }

/** Has a link mailed to this address, at most five times an hour. @param typed the address */
export async function askToChangeEmail(
  world: World,
  account: OwnAccount,
  typed: string,
  lang: string,
): Promise<Result<null, EmailRefusal>> {
  const email = typed.trim()
  const name = normalizeEmail(email)
  if (name === undefined) return err({ reason: 'malformed' })
  const own = await ownSession(world, account)
  const person = await world.users.of(account.sub).freshOwner(own)
  if (!person.ok) return err({ reason: person.reason })
  const seconds = await networkWait(world, 'email')
  if (seconds !== undefined) return err({ reason: 'wait', seconds })
  const counted = await countMail(world, 'email', name)
  if (!counted.ok) return ok(null)
  const question = { ...own, id: randomToken(), email, lang }
  const { owner = account.sub } = counted.value
  const isOwn = owner === account.sub
  mailLater(
    world,
    'email',
    isOwn ? world.users.of(owner).askForEmail(question) : answerOwner(world, owner, lang),
  )
  return ok(null)
}

async function answerOwner(world: World, owner: Sub, lang: string): Promise<void> {
  const known = await world.users.of(owner).person()
  if (known.ok) await tellOwner(world, known.value, lang)
}

/** Whose link it is. */
export const readEmailLink = (world: World, sealed: string): Promise<EmailLink | undefined> =>
  openMailed(world, 'email_change', sealed)

/** The address that a link is for, while it would still do something in this session. */
export async function openEmail(
  world: World,
  account: OwnAccount,
  { id }: EmailLink,
): Promise<Result<string, 'closed'>> {
  const own = await ownSession(world, account)
  const found = await world.users.of(account.sub).openEmailChange(own, id)
  return found.ok ? ok(found.value.email) : err('closed')
}

/** Makes the change. Asked again after it was cut short, it finishes it. `closed`: also where somebody else has it by now. */
export async function confirmEmail(
  world: World,
  account: OwnAccount,
  link: EmailLink,
  lang: string,
): Promise<Result<null, 'closed'>> {
  const { sub } = account
  const { id } = link
  const user = world.users.of(sub)
  const own = await ownSession(world, account)
  const open = await user.openEmailChange(own, id)
  if (!open.ok) return err('closed')
  const { email, person } = open.value
  const name = normalizeEmail(email) ?? ''
  const by = changerOf(person)
  const claimed = await world.directories.claim('email', name, { ...claimOf(person), ...by, email })
  if (!claimed.ok) return err('closed')
  const { revision } = by
  const made = await user.confirmEmail({ ...own, id, revision, mailId: randomToken(), lang })
  // Another change was faster, of whatever: the name is claimed anew, for the record as it is now.
  if (!made.ok && made.reason === 'changed') return confirmEmail(world, account, link, lang)
  if (!made.ok) {
    await giveBack(world, { kind: 'email', name }, by)
    return err('closed')
  }
  await tellDirectory(world, made.value.person, listedBy(sub, made.value.before))
  world.log.event('email_confirmed', { sub })
  return ok(null)
}
