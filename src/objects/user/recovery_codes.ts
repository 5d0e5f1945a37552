/** The codes that a person has written down: each opens once, and they are told when it does. */
import type { Person } from '../../domain/person.ts'
import { ownEvent } from '../../domain/security_event.ts'
import type { Proof } from '../../domain/sign_in.ts'
import type { Sql } from '../sql.ts'
import { readRecoveryCodes, writeRecoveryCodes } from './documents.ts'
import { noteFactorChange } from './factor_notice.ts'
import type { Turn } from './turn.ts'

export const recoveryCodesLeft = (sql: Sql): number => readRecoveryCodes(sql)?.hashes.length ?? 0

export const hasRecoveryCodes = (sql: Sql): boolean => recoveryCodesLeft(sql) > 0

/** Takes a code, if it is one of those that are left. */
export function takeRecoveryCode(
  turn: Turn,
  person: Person,
  { hash, notice }: Proof & { method: 'recovery_code' },
): boolean {
  const { sql, now, tell } = turn
  const codes = readRecoveryCodes(sql)
  if (!codes?.hashes.includes(hash)) return false
  const hashes = codes.hashes.filter((each) => each !== hash)
  writeRecoveryCodes(sql, { ...codes, hashes })
  const left = { left: hashes.length }
  tell(ownEvent('recovery_code_used', `${codes.madeAt}:${left.left}`, now, { detail: left }))
  noteFactorChange(turn, person, 'recovery_code_used', notice)
  return true
}
