/**
 * A code that was mailed, and the link beside it: whoever brings one of the two has read the mail. The code itself is kept
 * nowhere; it follows from the id (`crypto/mailed_code.ts`), which only the browser holds that asked, sealed.
 */
import { HOUR, MINUTE, type Seconds } from '../kernel/clock.ts'
import type { Sub } from '../kernel/ids.ts'
import type { Person } from './person.ts'

/** What it proves: who somebody is, or once more what they have proven otherwise. */
export type CodeUse = 'sign_in' | 'second_factor'

export interface MailedCode {
  id: string
  use: CodeUse
  /** Where it was mailed to: whoever reads another mailbox by now is not let in by it. */
  email: string
  credentialEpoch: number
  askedAt: Seconds
  /** How many wrong ones were typed in its place. */
  missed: number
}

/** A code was asked for. */
export interface CodeQuestion {
  /** Drawn by the caller, so that a call that is repeated asks for the same. */
  id: string
  use: CodeUse
  lang: string
}

/** What the link holds, sealed. What it may do is its envelope's purpose. */
export interface CodeLink {
  sub: Sub
  id: string
  credentialEpoch: number
  until: Seconds
}

/** Ten minutes at the most (ASVS 6.5.5). */
export const CODE_LIFETIME: Seconds = 10 * MINUTE
const MOST_MISSES = 5
const MOST_IN_AN_HOUR = 5

export const endOfCode = ({ askedAt }: MailedCode): Seconds => askedAt + CODE_LIFETIME

/** Whether a code still counts: in time, not guessed at too often, and nothing has changed since it was mailed. */
export const isCodeOpen = (code: MailedCode, person: Person, now: Seconds): boolean =>
  now < endOfCode(code) &&
  code.missed < MOST_MISSES &&
  !person.disabled &&
  person.claims.email === code.email &&
  person.credentialEpoch === code.credentialEpoch

/**
 * A new code beside those of the last hour: one that a stranger asks for ends none that the person has asked for.
 * Undefined where none can be mailed: to nobody who is disabled or has no address, and five an hour of each use.
 */
export function withNewCode(
  codes: readonly MailedCode[],
  { claims: { email }, credentialEpoch, disabled }: Person,
  { id, use }: CodeQuestion,
  now: Seconds,
): { codes: MailedCode[]; code: MailedCode } | undefined {
  const recent = codes.filter(({ askedAt }) => now < askedAt + HOUR)
  const isTooMany = recent.filter((code) => code.use === use).length >= MOST_IN_AN_HOUR
  if (disabled || email === undefined || isTooMany) return undefined
  const code = { id, use, email, credentialEpoch, askedAt: now, missed: 0 }
  return { codes: [...recent, code], code }
}
