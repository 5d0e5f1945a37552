/** A person as the User object keeps them. */
import type { Seconds } from '../kernel/clock.ts'
import type { Sub, TenantId } from '../kernel/ids.ts'
import type { StandardClaims } from '../spec/claims.ts'
import type { TermsAcceptance } from './sign_up.ts'
import type { LinkedIdentity } from './identity.ts'
import type { Attributes } from './attributes.ts'

export interface Person {
  schema: 1
  tenant: TenantId
  sub: Sub
  claims: StandardClaims
  /** argon2id in PHC form, or what `crypto/foreign_hashes.ts` keeps of another's; null for a person who cannot use one. */
  passwordHash: string | null
  /** Who they are at other providers, and sign in as. */
  identities?: readonly LinkedIdentity[]
  disabled: boolean
  /** Absent for a person who had none to accept, or has not been asked yet. */
  terms?: TermsAcceptance
  /** Whether they are an operator: apps that they allow to may open the admin API in their name. Absent: no. */
  admin?: boolean
  /** Absent: nothing is said of them. */
  attributes?: Attributes
  /** Raised by a change of password or factor; grants and codes born under an older one are dead. */
  credentialEpoch: number
  createdAt: Seconds
  updatedAt: Seconds
  /** Counts the writes; the admin API's ETag. */
  revision: number
  /** The digest of the row that they were imported by: the same row once more changes nothing. */
  imported?: string
}

export interface ImportedPerson extends Person {
  imported: string
}

/** As a person knows themselves. */
export const nameOf = ({ claims, sub }: Person): string =>
  claims.email ?? claims.preferred_username ?? sub
