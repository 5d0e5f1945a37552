/** All that a proof must say, in the order in which it is judged (RFC 9449 §4.3). */
import type { Seconds } from '../../kernel/clock.ts'
import type { Result } from '../../kernel/result.ts'
import type { Refusal } from '../refusals.ts'
import { checkAccessTokenHash } from './access_token.ts'
import { checkProofId } from './jti.ts'
import { checkMethod } from './method.ts'
import { holds, type Proof, type ProofRule } from './rule.ts'
import { checkTime } from './time.ts'
import { checkType } from './typ.ts'
import { checkUrl } from './url.ts'

const PROOF_RULES: readonly ProofRule[] = [
  checkType,
  checkMethod,
  checkUrl,
  checkTime,
  checkProofId,
  checkAccessTokenHash,
]

export const judgeProof = (proof: Proof, now: Seconds): Result<null, Refusal> =>
  PROOF_RULES.map((rule) => rule(proof, now)).find((verdict) => !verdict.ok) ?? holds
