/**
 * For whom a name is kept. It is claimed before a record says it and let go after, and many may change one record at a
 * time: so a claim says of which state of the record it was made, and only a newer state, or who made it, can end it.
 */
import type { Sub } from '../kernel/ids.ts'
import type { PersonSummary } from './person_summary.ts'

/** Who claims a name, or lets go of it. */
export interface Claimant {
  sub: Sub
  /**
   * Of the record as it stands. A claim comes to nothing where the record has changed since; so whoever lets go of a name
   * that a record does not say ends every claim that was made of an older one. 0 for somebody who is still to be made.
   */
  revision: number
  /** Drawn for the attempt that claims it, which may give back what nobody else has claimed at the same time. */
  attempt?: string
}

export interface NameClaim extends PersonSummary, Claimant {}

/** Newer than any record: whatever was claimed is let go. */
export const EVERY_CLAIM = Infinity

/** A name after it was claimed; undefined where it is somebody else's, the same object where nothing has changed. */
export function claimed(held: NameClaim | undefined, claim: NameClaim): NameClaim | undefined {
  if (!held) return claim
  if (held.sub !== claim.sub) return undefined
  if (held.revision !== claim.revision) return held.revision < claim.revision ? claim : held
  if (held.attempt === undefined || held.attempt === claim.attempt) return held
  const { attempt: _, ...ofMany } = held
  return ofMany
}

/** Whether a name is free again. */
export function isFreed(held: NameClaim, { sub, revision, attempt }: Claimant): boolean {
  if (held.sub !== sub) return false
  return held.revision < revision || (attempt !== undefined && held.attempt === attempt)
}
