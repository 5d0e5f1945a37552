/**
 * Setting up an authenticator app: a secret is offered, and kept nowhere but sealed in its form until a code proves that
 * an app holds it. Who may do that is for the person's object to say: whoever has just proven all that they can.
 */
import { open, seal } from '../../crypto/envelope.ts'
import { hashRecoveryCodes, newRecoveryCodes } from '../../crypto/recovery_codes.ts'
import { base32, newTotpSecret, otpauthUri, stepOfCode } from '../../crypto/totp.ts'
import { sealTotpSecret } from '../../crypto/totp_secret.ts'
import type { SessionKey } from '../../domain/approval.ts'
import type { TotpSetUp } from '../../domain/second_factor.ts'
import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import { base64url, fromBase64url } from '../../kernel/encoding.ts'
import type { SessionId, Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { enteredBy, newSessionKey, signInOf, type Entered, type Visit } from './enter.ts'
import { ontoOf, provingOf, secondStepOf, type Proven } from './second_factor.ts'

/** How long a person may take to install an app. */
const LIFETIME: Seconds = 15 * MINUTE

/** What a form holds, sealed. */
interface SealedOffer {
  sub: Sub
  username: string
  credentialEpoch: number
  /** The session that it was made in; null in a sign-in that has none yet. */
  sessionId: SessionId | null
  secret: string
  /** Drawn with the secret, as the session is that comes of it: a form that is sent twice is answered the same twice. */
  recoveryCodes: string[]
  proposed: SessionKey
  until: Seconds
}

/** A secret as its page shows it. */
export interface TotpOffer {
  username: string
  /** In base32, to be typed. */
  key: string
  /** What the QR code says. */
  uri: string
  /** What the form gives back. */
  sealed: string
}

/** `stale`: more is to be proven first. `needless`: a second factor is there that can be proven. */
export type OfferRefusal = 'stale' | 'needless'

/** A new secret for somebody who may set one up. */
export async function offerTotp(
  world: World,
  proven: Proven,
): Promise<Result<TotpOffer, OfferRefusal>> {
  const allowed = await mayBeOffered(world, proven)
  if (!allowed.ok) return allowed
  const { username, credentialEpoch } = allowed.value
  return ok(
    await shownOffer(world, {
      username,
      credentialEpoch,
      sub: proven.sub,
      sessionId: sessionIdOf(proven),
      secret: base64url(newTotpSecret()),
      recoveryCodes: newRecoveryCodes(),
      proposed: newSessionKey(),
      until: world.now + LIFETIME,
    }),
  )
}

async function mayBeOffered(
  world: World,
  proven: Proven,
): Promise<Result<Pick<SealedOffer, 'username' | 'credentialEpoch'>, OfferRefusal>> {
  if ('facts' in proven) {
    const step = await secondStepOf(world, proven)
    if (!step.ok) return err('stale')
    return step.value.next.kind === 'set_up' ? step : err('needless')
  }
  const proving = await provingOf(world, proven)
  if (proving.kind !== 'session') return err('stale')
  const { key, policy } = proving
  const held = await world.users.of(proven.sub).factors({ key, policy })
  if (!held.ok) return err('stale')
  return held.value.totpSince === null ? held : err('needless')
}

async function shownOffer(world: World, offer: SealedOffer): Promise<TotpOffer> {
  const { username } = offer
  const secret = fromBase64url(offer.secret) ?? new Uint8Array()
  const keys = await world.registry.keys()
  const { name: issuer } = await world.registry.settings()
  return {
    username,
    key: base32(secret),
    uri: otpauthUri(secret, { issuer, account: username }),
    sealed: await seal(keys, 'totp_set_up', offer),
  }
}

const sessionIdOf = (proven: Proven): SessionId | null =>
  'session' in proven ? proven.session.sessionId : null

/** What was typed into the form of an offer. */
export interface TypedSetUp {
  sealed: string
  code: string
  lang: string
}

/** Set up and signed in, with the recovery codes, which nobody can show again later. */
export interface TotpMade {
  entered: Entered
  recoveryCodes: string[]
}

/** `code`: it is none of the secret's, and the same offer stands. `closed`: the offer is not for this person now. */
export type SetUpRefusal = { reason: 'code'; offer: TotpOffer } | { reason: 'closed' }

export async function setUpTotp(
  world: World,
  visit: Visit,
  proven: Proven,
  { sealed, code, lang }: TypedSetUp,
): Promise<Result<TotpMade, SetUpRefusal>> {
  const keys = await world.registry.keys()
  const offer = await open<SealedOffer>(keys, 'totp_set_up', sealed)
  if (!offer || !isFor(offer, proven, world.now)) return err({ reason: 'closed' })
  const { sub, credentialEpoch, recoveryCodes, proposed } = offer
  const secret = fromBase64url(offer.secret) ?? new Uint8Array()
  const step = await stepOfCode(secret, code.replace(/\s/g, ''), world.now)
  if (step === undefined) return err({ reason: 'code', offer: await shownOffer(world, offer) })
  const given = {
    sub,
    proof: { method: 'totp', step } as const,
    ...ontoOf(proven, credentialEpoch),
  }
  const question: TotpSetUp = {
    signIn: { ...(await signInOf(world, visit, given)), proposed },
    totp: {
      sealed: await sealTotpSecret(keys, sub, secret),
      step,
      recoveryHashes: await hashRecoveryCodes(recoveryCodes),
      notice: { mailId: randomToken(), lang },
    },
  }
  const entered = enteredBy(world, given, await world.users.of(sub).setUpTotp(question))
  if (!entered.ok) return err({ reason: 'closed' })
  world.log.event('totp_set_up', { sub })
  return ok({ entered: entered.value, recoveryCodes })
}

/** In the session that it was made in, or, for the second of two clicks, in the one that came of it. */
const isFor = (offer: SealedOffer, proven: Proven, now: Seconds): boolean =>
  offer.sub === proven.sub &&
  [offer.sessionId, offer.proposed.sessionId].includes(sessionIdOf(proven)) &&
  now < offer.until
