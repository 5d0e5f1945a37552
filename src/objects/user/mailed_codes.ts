/** Codes and links that were mailed to a person: asked for, guessed at, and used once. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import {
  endOfCode,
  isCodeOpen,
  withNewCode,
  type CodeQuestion,
  type MailedCode,
} from '../../domain/mailed_code.ts'
import type { Person } from '../../domain/person.ts'
import type { Proof } from '../../domain/sign_in.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { forgetCodeAttempts, readMailedCodes, readPerson, writeMailedCodes } from './documents.ts'
import { noteMail } from './mails.ts'
import { proveMailbox } from './proven_address.ts'
import type { Turn } from './turn.ts'

/** Has a code mailed. The caller is told nothing: nobody is to learn who exists. */
export function mailCode(turn: Turn, question: CodeQuestion): void {
  const { sql, now } = turn
  const person = readPerson(sql)
  const codes = readMailedCodes(sql)
  const { id, lang } = question
  // The same call again, whose answer was lost.
  if (!person || codeOf(codes, id)) return
  const asked = withNewCode(codes, person, question, now)
  if (!asked) return
  writeMailedCodes(sql, asked.codes)
  const { tenant, sub } = person
  const { email: to, credentialEpoch, use } = asked.code
  const until = endOfCode(asked.code)
  const mail = { id, tenant, sub, to, lang, codeId: id, use, credentialEpoch, until }
  noteMail(turn, { kind: 'sign_in_code', ...mail })
}

/** Whether a code still counts, and for which state of the person. Spends nothing. */
export function openCode(
  { sql, now }: Turn,
  id: string,
): Result<{ credentialEpoch: number }, 'closed'> {
  const person = readPerson(sql)
  const code = person && openCodeOf(sql, person, id, now)
  return code ? ok({ credentialEpoch: code.credentialEpoch }) : err('closed')
}

/** Another one was typed in its place. */
export function missCode({ sql, now }: Turn, id: string): void {
  const person = readPerson(sql)
  const missed = person && openCodeOf(sql, person, id, now)
  if (!missed) return
  const codes = readMailedCodes(sql)
  writeMailedCodes(
    sql,
    codes.map((code) => (code.id === id ? { ...code, missed: code.missed + 1 } : code)),
  )
}

/** Uses a code up: of all who try, one is given the fact. */
export function takeCode(
  turn: Turn,
  person: Person,
  { codeId: id, use }: MailedProof,
): AuthenticationFact | undefined {
  const { sql, now } = turn
  if (openCodeOf(sql, person, id, now)?.use !== use) return undefined
  writeMailedCodes(
    sql,
    readMailedCodes(sql).filter((code) => code.id !== id),
  )
  if (use === 'second_factor') forgetCodeAttempts(sql)
  proveMailbox(turn, person)
  return { method: 'email', at: now }
}

type MailedProof = Extract<Proof, { method: 'email' }>

const openCodeOf = (sql: Sql, person: Person, id: string, now: number): MailedCode | undefined => {
  const code = codeOf(readMailedCodes(sql), id)
  return code && isCodeOpen(code, person, now) ? code : undefined
}

const codeOf = (codes: readonly MailedCode[], id: string): MailedCode | undefined =>
  codes.find((code) => code.id === id)
