/** Leave to make an account, as an operator mailed it to somebody. */
import { DAY, type Seconds } from '../kernel/clock.ts'
import type { StandardClaims } from '../spec/claims.ts'

export interface Invitation {
  schema: 1
  id: string
  email: string
  /** What the account has from the beginning. */
  claims: Omit<StandardClaims, 'email' | 'email_verified'>
  createdAt: Seconds
  expiresAt: Seconds
  /** When an account was made by it. */
  acceptedAt?: Seconds
}

export const INVITATION_LIFETIME: Seconds = 7 * DAY

/** How long one that nobody can use any more is still listed. */
export const INVITATION_KEPT: Seconds = 30 * DAY

export const isInvitationOpen = ({ acceptedAt, expiresAt }: Invitation, now: Seconds): boolean =>
  acceptedAt === undefined && now < expiresAt
