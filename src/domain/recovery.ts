/**
 * The one way back that is open to a person who forgot their password: asked for, mailed as a sealed link, used once. A
 * newer one takes its place; a new password, another address or half an hour ends it (ASVS 6.4.3).
 */
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import type { Sub } from '../kernel/ids.ts'
import type { Person } from './person.ts'

export interface Recovery {
  id: string
  /** Where the link was mailed to: whoever reads another mailbox by now is not let in by it. */
  email: string
  credentialEpoch: number
  until: Seconds
}

/** What the link holds, sealed: whom it is for and which recovery it means. What it may do is its envelope's purpose. */
export interface RecoveryLink {
  sub: Sub
  id: string
  credentialEpoch: number
  until: Seconds
}

/** A link was asked for. */
export interface RecoveryQuestion {
  /** Drawn by the caller, so that a call that is repeated asks for the same. */
  id: string
  lang: string
}

/** A link was used, with a new password that has been judged and hashed. */
export interface PasswordReset {
  link: RecoveryLink
  passwordHash: string
  /** Of the mail that tells the person. */
  mailId: string
  lang: string
}

const LIFETIME: Seconds = 30 * MINUTE

/** Undefined for a person who cannot come back like this: disabled, or without an address. */
export function beginRecovery(
  { claims, credentialEpoch, disabled }: Person,
  id: string,
  now: Seconds,
): Recovery | undefined {
  const { email } = claims
  if (disabled || email === undefined) return undefined
  return { id, email, credentialEpoch, until: now + LIFETIME }
}

/** Whether a link still opens the door: it is the newest, in time, and nothing has changed since it was mailed. */
export const isRecoveryOpen = (
  recovery: Recovery,
  link: RecoveryLink,
  person: Person,
  now: Seconds,
): boolean =>
  recovery.id === link.id &&
  now < recovery.until &&
  !person.disabled &&
  person.claims.email === recovery.email &&
  person.credentialEpoch === recovery.credentialEpoch &&
  link.credentialEpoch === recovery.credentialEpoch
