/**
 * Another address for a person, or a proof of the one that they have: it counts from when a link that was mailed there is
 * opened in the session that asked, and not before (catalogue 183). No name is claimed until then, so that nobody can keep
 * an address from the one who reads it.
 */
import { HOUR, type Seconds } from '../kernel/clock.ts'
import type { SessionId, Sub } from '../kernel/ids.ts'
import type { OwnSession } from './own_account.ts'
import type { Person } from './person.ts'

export interface EmailChange {
  id: string
  email: string
  sessionId: SessionId
  until: Seconds
  /** Set when it was made: the address before, to be released also where that was cut short. */
  made?: { before: string | undefined }
}

/** What the link holds, sealed. */
export interface EmailLink {
  sub: Sub
  id: string
  until: Seconds
}

/** A link was asked for, to an address that nobody else has. */
export interface EmailQuestion extends OwnSession {
  /** Drawn by the caller, so that a call that is repeated asks for the same. */
  id: string
  email: string
  lang: string
}

/** A link was opened and confirmed. */
export interface EmailConfirmation extends OwnSession {
  id: string
  /** Of the record that the name was claimed for. */
  revision: number
  /** Of the mail that tells the old address. */
  mailId: string
  lang: string
}

export const EMAIL_LINK_LIFETIME: Seconds = HOUR

/** Whether a link still opens: in the session that asked, in time, the newest, and not overtaken by another address. */
export const isEmailChangeOpen = (
  change: EmailChange,
  { id, sessionId }: { id: string; sessionId: SessionId },
  person: Person,
  now: Seconds,
): boolean =>
  change.id === id &&
  change.sessionId === sessionId &&
  now < change.until &&
  (!change.made || person.claims.email === change.email)
