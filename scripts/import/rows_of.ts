/** The rows of an export, in its order: one for each account, whichever system it is of. */
import { auth0Rows } from './auth0.ts'
import { csvRows } from './csv.ts'
import { firebaseRows } from './firebase.ts'
import { keycloakRows } from './keycloak.ts'
import { linesOfFile } from './line_file.ts'
import type { ImportOptions } from './options.ts'
import { convertText, type Converted, type ImportRow } from './row.ts'

export async function* rowsOf(options: ImportOptions): AsyncGenerator<Converted> {
  const left = [
    ...(options.withoutPasswords ? ['password_hash'] : []),
    ...(options.withoutIdentities ? ['identities'] : []),
  ]
  for await (const converted of read(options)) {
    yield 'row' in converted ? { row: without(converted.row, left) } : converted
  }
}

const without = (row: ImportRow, members: readonly string[]): ImportRow =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !members.includes(name)))

function read({
  from,
  file,
  providers,
  passwords,
  hashConfig,
}: ImportOptions): AsyncGenerator<Converted> {
  switch (from) {
    case 'auth0':
      return auth0Rows(file, providers, passwords)
    case 'keycloak':
      return keycloakRows(file, providers)
    case 'firebase':
      return firebaseRows(file, providers, hashConfig)
    case 'csv':
      return csvRows(file)
    case 'amphora':
      return ownRows(file)
  }
}

/** Rows as the API takes them. */
async function* ownRows(file: string): AsyncGenerator<Converted> {
  for await (const line of linesOfFile(file)) yield convertText(line, (row) => ({ row }))
}
