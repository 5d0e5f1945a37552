/** Documents of which a tenant has one each: its settings, its key ring, its count of clients that came uninvited. */
import type { Sql } from '../sql.ts'

export type DocumentName = 'settings' | 'keys' | 'open_registrations'

export const hasDocuments = (sql: Sql): boolean =>
  sql.read('SELECT 1 FROM documents LIMIT 1').length > 0

/** @throws Error before the tenant is made */
export function readDocument(sql: Sql, name: DocumentName): unknown {
  const document = findDocument(sql, name)
  if (document === undefined) throw new Error(`the tenant has no ${name} yet`)
  return document
}

export function findDocument(sql: Sql, name: DocumentName): unknown {
  const [row] = sql.read<{ record: string }>('SELECT record FROM documents WHERE name = ?', name)
  return row && JSON.parse(row.record)
}

export function writeDocument(sql: Sql, name: DocumentName, document: object): void {
  const record = JSON.stringify(document)
  sql.write('INSERT OR REPLACE INTO documents (name, record) VALUES (?, ?)', name, record)
}
