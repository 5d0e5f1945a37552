/**
 * Passkeys as a person's object keeps them, all in one record with the challenges that were used of late: so one row says
 * whether a key is known, its counter in order and its challenge unused, and one row writes down that it was used.
 */
import type { Seconds } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Name } from './names.ts'

export interface Passkey {
  /** SHA-256 of the credential id, in base64url: what the passkey is called here, in addresses and in the Directory. */
  id: string
  /** Base64url, as the authenticator made it up. */
  credentialId: string
  /** A COSE key (RFC 9052 §7), in base64url. */
  publicKey: string
  /** The newest `signCount`; 0 for ever of one that does not count. */
  counter: number
  /** The flag BE: its key may be synced between devices. One without is bound to its device, for ever. */
  isSynced: boolean
  /** The flag BS: its key is on more than one device now. */
  isBackedUp: boolean
  /** How browsers may reach it: `internal`, `usb`, … */
  transports: string[]
  name: string
  createdAt: Seconds
  lastUsedAt: Seconds | null
}

/** A challenge that somebody has answered; kept until it is dead anyway. */
export interface SpentChallenge {
  id: string
  until: Seconds
}

export interface KeptPasskeys {
  passkeys: readonly Passkey[]
  spent: readonly SpentChallenge[]
}

export const NO_PASSKEYS: KeptPasskeys = { passkeys: [], spent: [] }

export const MOST_PASSKEYS = 20

/** The name that its owner is found by. */
export const passkeyName = ({ id }: Pick<Passkey, 'id'>): Name => ({ kind: 'passkey', name: id })

/** An assertion that the Worker has verified, but for what must be decided once. */
export interface PasskeyUse {
  /** Of the passkey. */
  id: string
  challenge: SpentChallenge
  /** `signCount` as the authenticator says it. */
  counter: number
  isSynced: boolean
  isBackedUp: boolean
  isUserVerified: boolean
}

/** `flags`: a key that was bound to its device is not any more, or the other way round. `counter`: perhaps a copy. */
export type PasskeyUseRefusal = 'unknown' | 'spent' | 'flags' | 'counter'

export interface UsedPasskey {
  kept: KeptPasskeys
  passkey: Passkey
  /** Its counter went back, and that was let pass. */
  isBehind: boolean
}

const isSpent = ({ spent }: KeptPasskeys, { id }: SpentChallenge): boolean =>
  spent.some((each) => each.id === id)

const spend = ({ spent }: KeptPasskeys, challenge: SpentChallenge, now: Seconds) => [
  ...spent.filter(({ until }) => until > now),
  challenge,
]

/** The same challenge and key once more are the same call, whose answer was lost. */
export function withPasskey(
  kept: KeptPasskeys,
  passkey: Passkey,
  challenge: SpentChallenge,
  now: Seconds,
): Result<KeptPasskeys, 'spent' | 'too_many' | 'known'> {
  const isKnown = kept.passkeys.some(({ id }) => id === passkey.id)
  if (isSpent(kept, challenge)) return isKnown ? ok(kept) : err('spent')
  if (isKnown) return err('known')
  if (kept.passkeys.length >= MOST_PASSKEYS) return err('too_many')
  return ok({ passkeys: [...kept.passkeys, passkey], spent: spend(kept, challenge, now) })
}

/**
 * A passkey is used: once for each challenge. "If authData.signCount is […] less than or equal to
 * credentialRecord.signCount: This is a signal, but not proof, that the authenticator may be cloned" (WebAuthn §7.2):
 * refused where the key is bound to one device, which then is not alone; let pass where the key is meant to be copied.
 */
export function usePasskey(
  kept: KeptPasskeys,
  use: PasskeyUse,
  now: Seconds,
): Result<UsedPasskey, PasskeyUseRefusal> {
  const known = kept.passkeys.find(({ id }) => id === use.id)
  if (!known) return err('unknown')
  if (isSpent(kept, use.challenge)) return err('spent')
  // "Compare the credentialRecord's backupEligible with the value of currentBe" (§7.2): it never changes.
  if (use.isSynced !== known.isSynced) return err('flags')
  const isBehind = (use.counter > 0 || known.counter > 0) && use.counter <= known.counter
  if (isBehind && !known.isSynced) return err('counter')
  const passkey = {
    ...known,
    counter: Math.max(use.counter, known.counter),
    isBackedUp: use.isBackedUp,
    lastUsedAt: now,
  }
  const passkeys = kept.passkeys.map((each) => (each === known ? passkey : each))
  return ok({ kept: { passkeys, spent: spend(kept, use.challenge, now) }, passkey, isBehind })
}

export const renamePasskey = (kept: KeptPasskeys, id: string, name: string): KeptPasskeys => ({
  ...kept,
  passkeys: kept.passkeys.map((each) => (each.id === id ? { ...each, name } : each)),
})

export const withoutPasskey = (kept: KeptPasskeys, id: string): KeptPasskeys => ({
  ...kept,
  passkeys: kept.passkeys.filter((each) => each.id !== id),
})
