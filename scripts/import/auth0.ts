/**
 * Auth0: the file of an export job (`POST /api/v2/jobs/users-exports`, format `json`), one user a line. It has no password
 * hashes: those come in a file of their own, from Auth0's support, one a line with the same users' ids.
 */
import {
  foreignIdentities,
  identitiesOf,
  type ForeignIdentity,
  type Providers,
} from './identities.ts'
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

export async function* auth0Rows(
  file: string,
  providers: Providers,
  passwords?: string,
): AsyncGenerator<Converted> {
  const hashes = passwords === undefined ? new Map<string, string>() : await readHashes(passwords)
  for await (const line of linesOfFile(file)) {
    if (line.trim() === '') yield { skipped: 'is empty' }
    else yield convertText(line, (user) => auth0Row(user, hashes, providers))
  }
}

export function auth0Row(
  user: Account,
  hashes: ReadonlyMap<string, string>,
  providers: Providers,
): Converted {
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
      identities: identitiesOf(identitiesAt(user), providers),
      password_hash: textOf(user.passwordHash) ?? (sub && hashes.get(sub)),
    }),
  }
}

/** Auth0's own, which are no other provider's: a database of passwords, and whoever reads a mail or a text message. */
const OWN = new Set(['auth0', 'email', 'sms'])
/** Kinds of connection that stand for any provider: that is told by the connection's name. */
const ANY = new Set(['oidc', 'oauth2', 'samlp', 'waad', 'adfs', 'ad', 'pingfederate', 'okta'])

/** The subject of a custom connection stands behind its name. */
const identitiesAt = ({ identities }: Account): ForeignIdentity[] =>
  foreignIdentities(identities, ({ provider, connection, user_id: id }) => ({
    from: OWN.has(textOf(provider) ?? '') ? undefined : isAny(provider) ? connection : provider,
    sub: isAny(provider) ? textOf(id)?.replace(`${textOf(connection)}|`, '') : id,
  }))

const isAny = (provider: unknown): boolean => ANY.has(textOf(provider) ?? '')

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
