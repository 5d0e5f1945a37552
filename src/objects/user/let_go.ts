/** Names that the record says no more: noted in the turn that took them away, until the Directory has let them go. */
import type { LetGoName } from '../../domain/let_go.ts'
import type { Name } from '../../domain/names.ts'
import type { JobsPort } from '../jobs_port.ts'
import type { Sql } from '../sql.ts'
import { forgetLetGo, readLetGo, readPerson, writeLetGo } from './documents.ts'
import type { Turn } from './turn.ts'

/** @param names that the record, as it was written in this turn, does not say */
export function letGo({ sql, wake }: Turn, names: readonly Name[]): void {
  const person = readPerson(sql)
  if (!person || names.length === 0) return
  const { revision } = person
  writeLetGo(sql, [...readLetGo(sql), ...names.map((each): LetGoName => ({ ...each, revision }))])
  wake()
}

export const hasLetGo = (sql: Sql): boolean => readLetGo(sql).length > 0

/** Tells the Directory, at least once: it keeps what was claimed since. @throws what the telling throws */
export async function deliverLetGo(sql: Sql, jobs: JobsPort): Promise<void> {
  const person = readPerson(sql)
  const names = readLetGo(sql)
  if (!person || names.length === 0) return
  const { tenant, sub } = person
  await jobs.releaseNames({ tenant, sub, names })
  const told = new Set(names.map(keyOf))
  const left = readLetGo(sql).filter((each) => !told.has(keyOf(each)))
  if (left.length > 0) writeLetGo(sql, left)
  else forgetLetGo(sql)
}

const keyOf = ({ kind, name, revision }: LetGoName): string => `${revision} ${kind} ${name}`
