/** What makes a proof of possession usable once: it travels with the question that the request asks anyway. */
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId } from '../kernel/ids.ts'

export interface ProofMark {
  /** A hash of the proof's key and `jti`. */
  key: string
  /** The request that uses it: asked again, for its answer was lost, it is told the same. */
  attempt: AttemptId
  /** When the proof is too old to be accepted at all, and so may be forgotten. */
  until: Seconds
}
