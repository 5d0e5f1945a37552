/** A person's own ways in by other providers: opened and closed by themselves, just after they have signed in. */
import { identityName, type LinkedIdentity, type UpstreamIdentity } from '../../domain/identity.ts'
import {
  hasIdentity,
  type LinkRefusal,
  type UnlinkRefusal,
} from '../../domain/linked_identities.ts'
import type { SessionKey } from '../../domain/approval.ts'
import type { OwnAccount } from '../../domain/own_account.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { changerOf } from '../accounts/names.ts'
import { ownSession } from '../accounts/own_session.ts'
import { mayEnterByMail } from '../sign_in/mailed_code.ts'
import { claimIdentity, giveIdentityBack } from './claim_identity.ts'

/** `taken`: it opens somebody else's account. */
export async function linkOwnIdentity(
  world: World,
  account: OwnAccount,
  identity: LinkedIdentity,
  lang: string,
): Promise<Result<null, Exclude<LinkRefusal, 'changed'> | 'taken'>> {
  const { sub } = account
  const own = await ownSession(world, account)
  const user = world.users.of(sub)
  // Nothing is claimed for whoever merely holds a session.
  const owner = await user.freshOwner(own)
  if (!owner.ok) return owner
  if (hasIdentity(owner.value, identity)) return ok(null)
  const by = changerOf(owner.value)
  if (!(await claimIdentity(world, identity, by)).ok) return err('taken')
  const linking = { ...own, identity, revision: by.revision, mailId: randomToken(), lang }
  const linked = await user.linkIdentity(linking)
  if (linked.ok) {
    world.log.event('identity_linked', { sub, issuer: identity.issuer })
    return linked
  }
  await giveIdentityBack(world, identity, by)
  const { reason } = linked
  // Another change was faster, of whatever.
  return reason === 'changed' ? linkOwnIdentity(world, account, identity, lang) : err(reason)
}

/**
 * @param form what was drawn for the form: it names the session's new cookie, so that a double click is one
 * @returns the session's new key
 */
export async function unlinkOwnIdentity(
  world: World,
  account: OwnAccount,
  identity: UpstreamIdentity,
  { form, lang }: { form: string; lang: string },
): Promise<Result<SessionKey, UnlinkRefusal>> {
  const { sub } = account
  const own = await ownSession(world, account)
  const cookieId = await sha256base64url(`${form} ${identityName(identity)}`)
  const isByMail = await mayEnterByMail(world)
  const unlinking = { ...own, identity, cookieId, isByMail, mailId: randomToken(), lang }
  const unlinked = await world.users.of(sub).unlinkIdentity(unlinking)
  if (!unlinked.ok) return unlinked
  world.log.event('identity_unlinked', { sub, issuer: identity.issuer })
  return unlinked
}
