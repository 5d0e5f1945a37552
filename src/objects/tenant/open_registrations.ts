/** How many clients have come without leave, a document of which there is one. */
import type { Client } from '../../domain/client.ts'
import type { OpenRegistrations } from '../../domain/registration.ts'
import { findDocument, writeDocument } from './documents.ts'
import type { Sql } from '../sql.ts'

/** A client that had come without leave makes room for another when it is deleted. */
export function forgetOpenClient(sql: Sql, { registration }: Client): void {
  const open = readOpen(sql)
  if (registration?.initialAccessToken !== null || !open) return
  writeOpen(sql, { ...open, living: Math.max(0, open.living - 1) })
}

export const readOpen = (sql: Sql): OpenRegistrations | undefined =>
  findDocument(sql, 'open_registrations') as OpenRegistrations | undefined

export const writeOpen = (sql: Sql, open: OpenRegistrations): void =>
  writeDocument(sql, 'open_registrations', open)
