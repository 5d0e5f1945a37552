/**
 * Auth0: the file of an export job (`POST /api/v2/jobs/users-exports`, format `json`), one user a line. It has no password
 * hashes: those come in a file of their own, from Auth0's support, one a line with the same users' ids.
 */
import { linesOfFile } from './line_file.ts'
import {
  convertText,
  parseAccount,
  rowOf,
  textOf,
  isAccount,
  type Account,
  type Converted,
} from './row.ts'

export async function* auth0Rows(file: string, passwords?: string): AsyncGenerator<Converted> {
  const hashes = passwords === undefined ? new Map<string, string>() : await readHashes(passwords)
  for await (const line of linesOfFile(file)) {
    if (line.trim() === '') yield { skipped: 'is empty' }
    else yield convertText(line, (user) => auth0Row(user, hashes))
  }
}

export function auth0Row(user: Account, hashes: ReadonlyMap<string, string>): Converted {
  const sub = textOf(user.user_id)
  return {
    row: rowOf({
      sub,
      email: textOf(user.email),
      email_verified: user.email_verified === true,
      name: textOf(user.name),
      given_name: textOf(user.given_name),
      family_name: textOf(user.family_name),
      nickname: textOf(user.nickname),
      preferred_username: textOf(user.username),
      picture: textOf(user.picture),
      locale: textOf(user.locale),
      phone_number: textOf(user.phone_number),
      ...(textOf(user.phone_number) && { phone_number_verified: user.phone_verified === true }),
      disabled: user.blocked === true || undefined,
      password_hash: textOf(user.passwordHash) ?? (sub && hashes.get(sub)),
    }),
  }
}

/** `{"_id": {"$oid": "507f…"}, "email": …, "passwordHash": "$2b$10$…"}`: the user `auth0|507f…`. */
async function readHashes(file: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for await (const line of linesOfFile(file)) {
    const { _id, passwordHash } = parseAccount(line) ?? {}
    const id = isAccount(_id) ? textOf(_id.$oid) : textOf(_id)
    const hash = textOf(passwordHash)
    if (id && hash) hashes.set(id.includes('|') ? id : `auth0|${id}`, hash)
  }
  return hashes
}
