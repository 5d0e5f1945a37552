/** The rows of an export, in its order: one for each account, whichever system it is of. */
import { auth0Rows } from './auth0.ts'
import { csvRows } from './csv.ts'
import { firebaseRows } from './firebase.ts'
import { keycloakRows } from './keycloak.ts'
import { linesOfFile } from './line_file.ts'
import type { ImportOptions } from './options.ts'
import { convertText, type Converted } from './row.ts'

export async function* rowsOf(options: ImportOptions): AsyncGenerator<Converted> {
  for await (const converted of read(options)) {
    if ('row' in converted && options.withoutPasswords) {
      const { password_hash: _, ...row } = converted.row
      yield { row }
    } else {
      yield converted
    }
  }
}

function read({ from, file, passwords, hashConfig }: ImportOptions): AsyncGenerator<Converted> {
  switch (from) {
    case 'auth0':
      return auth0Rows(file, passwords)
    case 'keycloak':
      return keycloakRows(file)
    case 'firebase':
      return firebaseRows(file, hashConfig)
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
