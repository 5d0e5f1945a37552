/**
 * The person's own record, how often consent was withdrawn, the way back to a lost password, codes that were mailed, an
 * address that is to be proven, second factors, names that are let go, and the tombstone of one who was erased.
 */
import type { Withdrawals } from '../../domain/consent.ts'
import type { EmailChange } from '../../domain/email_change.ts'
import type { LetGoName } from '../../domain/let_go.ts'
import type { MailedCode } from '../../domain/mailed_code.ts'
import { NO_PASSKEYS, type KeptPasskeys } from '../../domain/passkey.ts'
import type { Person } from '../../domain/person.ts'
import type { Attempts } from '../../domain/attempts.ts'
import type { Recovery } from '../../domain/recovery.ts'
import type { RecoveryCodes, Totp } from '../../domain/second_factor.ts'
import type { Sql } from '../sql.ts'

type DocumentName =
  | 'person'
  | 'withdrawals'
  | 'recovery'
  | 'email_change'
  | 'mailed_codes'
  | 'totp'
  | 'recovery_codes'
  | 'code_attempts'
  | 'passkeys'
  | 'let_go'
  | 'tombstone'

const readDocument = <T>(sql: Sql, name: DocumentName): T | undefined => {
  const [row] = sql.read<{ record: string }>('SELECT record FROM documents WHERE name = ?', name)
  return row && (JSON.parse(row.record) as T)
}

const writeDocument = (sql: Sql, name: DocumentName, record: unknown): void => {
  sql.write('INSERT OR REPLACE INTO documents VALUES (?, ?)', name, JSON.stringify(record))
}

const forgetDocument = (sql: Sql, name: DocumentName): void => {
  sql.write('DELETE FROM documents WHERE name = ?', name)
}

export const readPerson = (sql: Sql): Person | undefined => readDocument(sql, 'person')

export const writePerson = (sql: Sql, person: Person): void => writeDocument(sql, 'person', person)

/** Whether somebody was erased here: then nobody is ever made here again. */
export const isErased = (sql: Sql): boolean => readDocument(sql, 'tombstone') !== undefined

export const writeTombstone = (sql: Sql): void => writeDocument(sql, 'tombstone', { schema: 1 })

export const readWithdrawals = (sql: Sql): Withdrawals =>
  readDocument(sql, 'withdrawals') ?? { count: 0 }

export const writeWithdrawals = (sql: Sql, withdrawals: Withdrawals): void =>
  writeDocument(sql, 'withdrawals', withdrawals)

export const readRecovery = (sql: Sql): Recovery | undefined => readDocument(sql, 'recovery')

export const writeRecovery = (sql: Sql, recovery: Recovery): void =>
  writeDocument(sql, 'recovery', recovery)

export const forgetRecovery = (sql: Sql): void => forgetDocument(sql, 'recovery')

export const readTotp = (sql: Sql): Totp | undefined => readDocument(sql, 'totp')

export const writeTotp = (sql: Sql, totp: Totp): void => writeDocument(sql, 'totp', totp)

export const forgetTotp = (sql: Sql): void => forgetDocument(sql, 'totp')

export const readRecoveryCodes = (sql: Sql): RecoveryCodes | undefined =>
  readDocument(sql, 'recovery_codes')

export const writeRecoveryCodes = (sql: Sql, codes: RecoveryCodes): void =>
  writeDocument(sql, 'recovery_codes', codes)

export const forgetRecoveryCodes = (sql: Sql): void => forgetDocument(sql, 'recovery_codes')

export const readCodeAttempts = (sql: Sql): Attempts | undefined =>
  readDocument(sql, 'code_attempts')

export const writeCodeAttempts = (sql: Sql, attempts: Attempts): void =>
  writeDocument(sql, 'code_attempts', attempts)

export const forgetCodeAttempts = (sql: Sql): void => forgetDocument(sql, 'code_attempts')

/** Those of the last hour, or of longer ago. */
export const readMailedCodes = (sql: Sql): MailedCode[] => readDocument(sql, 'mailed_codes') ?? []

export const writeMailedCodes = (sql: Sql, codes: readonly MailedCode[]): void =>
  writeDocument(sql, 'mailed_codes', codes)

export const readEmailChange = (sql: Sql): EmailChange | undefined =>
  readDocument(sql, 'email_change')

export const writeEmailChange = (sql: Sql, change: EmailChange): void =>
  writeDocument(sql, 'email_change', change)

export const readPasskeys = (sql: Sql): KeptPasskeys => readDocument(sql, 'passkeys') ?? NO_PASSKEYS

export const writePasskeys = (sql: Sql, kept: KeptPasskeys): void =>
  writeDocument(sql, 'passkeys', kept)

export const readLetGo = (sql: Sql): LetGoName[] => readDocument(sql, 'let_go') ?? []

export const writeLetGo = (sql: Sql, names: readonly LetGoName[]): void =>
  writeDocument(sql, 'let_go', names)

export const forgetLetGo = (sql: Sql): void => forgetDocument(sql, 'let_go')
