/** A passkey more: verified, claimed for this person across the world, then kept. */
import { verifyAttestation } from '../../crypto/passkeys.ts'
import type { OwnAccount, OwnSession } from '../../domain/own_account.ts'
import type { Passkey, SpentChallenge } from '../../domain/passkey.ts'
import type { FactorNotice } from '../../domain/sign_in.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { judgeClientData } from '../../rules/passkey_client_data.ts'
import { readPasskeyAttestation } from '../../spec/passkey_response.ts'
import type { World } from '../../stores/world.ts'
import { readChallenge } from './challenge.ts'
import { passkeyIdOf } from './passkey_id.ts'
import { ceremonyOf } from './relying_party.ts'

export interface NewPasskey {
  /** The attestation as the browser has posted it. */
  credential: string
  /** What the browser's cookie holds. */
  browser: string
  /** What the person sees it as: the browser that it was made in. */
  name: string
  notice: FactorNotice
}

/** `refused`: it was not made for this. `taken`: by another person. */
export type AdditionRefusal = 'no_session' | 'stale' | 'refused' | 'taken' | 'too_many'

export async function addPasskey(
  world: World,
  { sub }: Pick<OwnAccount, 'sub'>,
  own: OwnSession,
  given: NewPasskey,
): Promise<Result<null, AdditionRefusal>> {
  const made = await verify(world, sub, given)
  if (!made.ok) {
    world.log.event('passkey_refused', { cause: made.reason, sub })
    return err('refused')
  }
  const user = world.users.of(sub)
  // Nothing is claimed for whoever merely holds a session.
  const offer = await user.offerPasskey(own)
  if (!offer.ok) return offer
  const { passkey, challenge } = made.value
  const by = { sub, revision: 0, attempt: randomToken() }
  const claim = { ...by, email: '', disabled: false, createdAt: world.now }
  const claimed = await world.directories.claim('passkey', passkey.id, claim)
  if (!claimed.ok) return err('taken')
  const added = await user.addPasskey({ ...own, passkey, challenge, notice: given.notice })
  if (added.ok) {
    world.log.event('passkey_added', { sub })
    return added
  }
  if (added.reason === 'known') return err('taken')
  // Not where the same form was sent twice: the other one may have added it.
  await world.directories.release('passkey', passkey.id, by)
  return err(added.reason === 'spent' ? 'refused' : added.reason)
}

async function verify(
  world: World,
  sub: Sub,
  { credential, browser, name }: NewPasskey,
): Promise<Result<{ passkey: Passkey; challenge: SpentChallenge }, string>> {
  const answered = readPasskeyAttestation(credential)
  if (!answered) return err('unreadable')
  const { response, clientData } = answered
  const judged = judgeClientData(clientData, 'webauthn.create', world.issuer)
  if (!judged.ok) return judged
  const scope = { use: 'addition', browser, sub } as const
  const challenge = await readChallenge(world, clientData.challenge, scope)
  if (!challenge.ok) return challenge
  const verified = await verifyAttestation(response, ceremonyOf(world, clientData.challenge))
  if (!verified.ok) return verified
  const id = await passkeyIdOf(response.id)
  const { transports } = response
  const made = { id, transports, name, createdAt: world.now, lastUsedAt: null }
  return ok({ passkey: { ...verified.value, ...made }, challenge: challenge.value })
}
