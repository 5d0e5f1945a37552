/** A person's authenticator app: "the verifier MUST NOT accept the second attempt of the OTP" (RFC 6238 §5.2). */
import type { Sql } from '../sql.ts'
import { readTotp, writeTotp } from './documents.ts'
import type { Turn } from './turn.ts'

export const hasTotp = (sql: Sql): boolean => readTotp(sql) !== undefined

/** Takes the code of a time step, if no code of it or of a later one was taken before. */
export function takeTotpStep({ sql }: Turn, step: number): boolean {
  const totp = readTotp(sql)
  if (!totp || step <= totp.lastStep) return false
  writeTotp(sql, { ...totp, lastStep: step })
  return true
}
