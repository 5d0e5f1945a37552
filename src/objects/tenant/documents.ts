/** Documents of which a tenant has one each: its settings and its key ring. */
import type { Sql } from '../sql.ts'

export type DocumentName = 'settings' | 'keys'

export const hasDocuments = (sql: Sql): boolean =>
  sql.read('SELECT 1 FROM documents LIMIT 1').length > 0

/** @throws Error before the tenant is made */
export function readDocument(sql: Sql, name: DocumentName): unknown {
  const [row] = sql.read<{ record: string }>('SELECT record FROM documents WHERE name = ?', name)
  if (!row) throw new Error(`the tenant has no ${name} yet`)
  return JSON.parse(row.record)
}

export function writeDocument(sql: Sql, name: DocumentName, document: object): void {
  const record = JSON.stringify(document)
  sql.write('INSERT OR REPLACE INTO documents (name, record) VALUES (?, ?)', name, record)
}
