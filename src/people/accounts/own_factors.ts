/** Second factors, changed by their person, who has proven themselves just now. */
import { open, seal } from '../../crypto/envelope.ts'
import { hashRecoveryCodes, newRecoveryCodes } from '../../crypto/recovery_codes.ts'
import type { OwnSession } from '../../domain/own_account.ts'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'
import type { World } from '../../stores/world.ts'

export type StaleSession = 'no_session' | 'stale'

/** @param lang of the mail that tells of it */
export const removeTotp = (
  user: UserHandle,
  own: OwnSession,
  lang: string,
): Promise<Result<null, StaleSession>> =>
  user.removeTotp({ ...own, notice: { mailId: randomToken(), lang } })

/** What a form that asks for new codes holds, sealed: it brings them along, so that of two clicks both show the same. */
interface CodesOffer {
  sub: Sub
  codes: string[]
  until: Seconds
}

const OFFER_LIFETIME: Seconds = 15 * MINUTE

/** @returns what the form gives back */
export async function offerRecoveryCodes(world: World, sub: Sub): Promise<string> {
  const offer: CodesOffer = {
    sub,
    codes: newRecoveryCodes(),
    until: world.now + OFFER_LIFETIME,
  }
  return seal(await world.registry.keys(), 'recovery_codes', offer)
}

export interface CodesRenewal {
  sub: Sub
  /** As `offerRecoveryCodes` made it. */
  sealed: string
  /** Of the mail that tells of it. */
  lang: string
}

/**
 * @returns the new codes, which nobody can show again. `needless`: there is nothing that they would stand in for;
 *   `closed`: the form is too old
 */
export async function renewRecoveryCodes(
  world: World,
  own: OwnSession,
  { sub, sealed, lang }: CodesRenewal,
): Promise<Result<string[], StaleSession | 'needless' | 'closed'>> {
  const offer = await open<CodesOffer>(await world.registry.keys(), 'recovery_codes', sealed)
  if (offer?.sub !== sub || world.now >= offer.until) return err('closed')
  const change = { ...own, notice: { mailId: randomToken(), lang } }
  const hashes = await hashRecoveryCodes(offer.codes)
  const renewed = await world.users.of(sub).renewRecoveryCodes(change, hashes)
  if (!renewed.ok) return renewed
  return renewed.value ? ok(offer.codes) : err('needless')
}
