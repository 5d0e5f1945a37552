/**
 * CSV (RFC 4180), with the names of the API's fields in its first record: `email`, `sub`, `password_hash`, `disabled`, any
 * standard claim, `address.country` and its like, `identities.google` and its like for a subject at the provider of that id,
 * and `roles` and `groups` with `;` between them. A cell that is empty says nothing.
 */
import { recordsOfFile } from './record_file.ts'
import { rowOf, type Converted } from './row.ts'

const LISTS = new Set(['roles', 'groups'])
const BOOLEANS = new Set(['email_verified', 'phone_number_verified', 'disabled'])

export async function* csvRows(file: string): AsyncGenerator<Converted> {
  let columns: string[] | undefined
  for await (const record of recordsOfFile(file)) {
    if (columns) yield csvRow(columns, record)
    else columns = record.map((name) => name.trim())
  }
}

export function csvRow(columns: readonly string[], record: readonly string[]): Converted {
  if (record.length > columns.length) return { skipped: 'has more cells than there are columns' }
  const address: Record<string, string> = {}
  const identities: { provider: string; sub: string }[] = []
  const members: Record<string, unknown> = {}
  for (const [at, name] of columns.entries()) {
    const cell = record[at]?.trim() ?? ''
    if (cell === '') continue
    const [whole, part] = name.split('.', 2)
    if (whole === 'address' && part) address[part] = cell
    else if (whole === 'identities' && part) identities.push({ provider: part, sub: cell })
    else members[name] = valueOf(name, cell)
  }
  const hasAddress = Object.keys(address).length > 0
  const isLinked = identities.length > 0
  return {
    row: rowOf({
      ...members,
      ...(hasAddress && { address }),
      ...(isLinked && { identities }),
    }),
  }
}

function valueOf(name: string, cell: string): unknown {
  if (BOOLEANS.has(name)) return booleanOf(cell)
  return LISTS.has(name) ? cell.split(';').map((part) => part.trim()) : cell
}

/** What is neither is sent as it is, for the API to refuse. */
function booleanOf(cell: string): boolean | string {
  if (/^(?:true|yes|1)$/i.test(cell)) return true
  return /^(?:false|no|0)$/i.test(cell) ? false : cell
}
