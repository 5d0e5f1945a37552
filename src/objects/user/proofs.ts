/**
 * DPoP proofs that were used here (RFC 9449 §11.1): a proof is marked in the very turn that decides what it came with, so
 * of many that bring the same one only the first is decided for.
 */
import type { ProofMark } from '../../domain/proof_mark.ts'
import { err, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import type { Turn } from './turn.ts'

/** A decision that refuses uses no proof up, and a proof that was used leaves nothing to be decided. */
export function onceWithProof<T, Refusal>(
  turn: Turn,
  proof: ProofMark | undefined,
  decide: () => Result<T, Refusal>,
): Result<T, Refusal | 'proof_replayed'> {
  if (!proof) return decide()
  if (isUsedByOther(turn.sql, proof)) return err('proof_replayed')
  const decided = decide()
  if (decided.ok) markProof(turn, proof)
  return decided
}

function isUsedByOther(sql: Sql, { key, attempt }: ProofMark): boolean {
  const query = 'SELECT attempt FROM dpop_proofs WHERE key = ?'
  const [row] = sql.read<{ attempt: string }>(query, key)
  return row !== undefined && row.attempt !== attempt
}

/** Sweeps the next few rows only: keys are hashes, so every row comes to be next to a written one. */
function markProof({ sql, now }: Turn, { key, attempt, until }: ProofMark): void {
  sql.write('INSERT OR REPLACE INTO dpop_proofs VALUES (?, ?, ?)', key, attempt, until)
  sql.write(
    `DELETE FROM dpop_proofs WHERE until <= ?1 AND key IN
       (SELECT key FROM dpop_proofs WHERE key > ?2 ORDER BY key LIMIT 4)`,
    now,
    key,
  )
}
