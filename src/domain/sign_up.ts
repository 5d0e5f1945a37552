/** Accounts that people make themselves: the link that shows who reads the mailbox, and the terms that were accepted. */
import { HOUR, type Seconds } from '../kernel/clock.ts'

/** What the link holds, sealed. Nothing is stored for it: whoever opens it reads this mailbox. */
export interface SignUpLink {
  /** As it was typed, and as the account will have it. */
  email: string
  until: Seconds
  /** The id of the invitation that it was mailed with. */
  invitation?: string
}

export const SIGN_UP_LINK_LIFETIME: Seconds = HOUR

/** Which terms a person has accepted, and when. */
export interface TermsAcceptance {
  version: string
  at: Seconds
}

/** Whether somebody has yet to accept the terms as they are now. @param version undefined where there are none */
export const owesTerms = (
  { terms }: { terms?: TermsAcceptance },
  version: string | undefined,
): boolean => version !== undefined && terms?.version !== version
