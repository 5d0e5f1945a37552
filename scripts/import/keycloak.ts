/** Keycloak: the file of a realm's export (`kc.sh export --users same_file`, or `realm-users-0.json` of several files). */
import { accountsOfFile } from './account_file.ts'
import {
  foreignIdentities,
  identitiesOf,
  type ForeignIdentity,
  type Providers,
} from './identities.ts'
import {
  convertText,
  isAccount,
  parseAccount,
  rowOf,
  textOf,
  type Account,
  type Converted,
} from './row.ts'

export async function* keycloakRows(file: string, providers: Providers): AsyncGenerator<Converted> {
  for await (const text of accountsOfFile(file)) {
    yield convertText(text, (user) => keycloakRow(user, providers))
  }
}

export function keycloakRow(user: Account, providers: Providers): Converted {
  if (textOf(user.serviceAccountClientId)) return { skipped: 'is the account of a client' }
  const first = textOf(user.firstName)
  const last = textOf(user.lastName)
  return {
    row: rowOf({
      sub: textOf(user.id),
      email: textOf(user.email),
      email_verified: user.emailVerified === true,
      name: [first, last].filter(Boolean).join(' ') || undefined,
      given_name: first,
      family_name: last,
      preferred_username: textOf(user.username),
      locale: attributeOf(user, 'locale'),
      phone_number: attributeOf(user, 'phoneNumber'),
      disabled: user.enabled === false || undefined,
      roles: namesOf(user.realmRoles)?.filter((role) => !isBuiltIn(role)),
      groups: namesOf(user.groups)?.map((path) => path.replace(/^\//, '')),
      identities: identitiesOf(identitiesAt(user), providers),
      password_hash: hashOf(user),
    }),
  }
}

const attributeOf = ({ attributes }: Account, name: string): string | undefined => {
  const values = isAccount(attributes) ? attributes[name] : undefined
  return textOf(Array.isArray(values) ? values[0] : values)
}

/** By the aliases that the realm has for its identity providers. */
const identitiesAt = ({ federatedIdentities }: Account): ForeignIdentity[] =>
  foreignIdentities(federatedIdentities, ({ identityProvider: from, userId: sub }) => ({
    from,
    sub,
  }))

const namesOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined

/** Roles that mean something to Keycloak alone. */
const isBuiltIn = (role: string): boolean =>
  role.startsWith('default-roles-') || role === 'offline_access' || role === 'uma_authorization'

/** What `secretData` and `credentialData` of the password say, as the string that the scheme has everywhere else. */
function hashOf({ credentials }: Account): string | undefined {
  const all: unknown[] = Array.isArray(credentials) ? credentials : []
  const credential = all.filter(isAccount).find(({ type }) => type === 'password')
  const secret = parseAccount(textOf(credential?.secretData) ?? '') ?? {}
  const data = parseAccount(textOf(credential?.credentialData) ?? '') ?? {}
  const [value, salt, algorithm] = [secret.value, secret.salt, data.algorithm].map(textOf)
  if (!value || !salt || !algorithm) return undefined
  const iterations = String(data.hashIterations)
  // One that nobody here knows is sent as it is: the API says so, and the person can still be brought without it.
  if (algorithm !== 'argon2') return `$${algorithm}$i=${iterations}$${salt}$${value}`
  const parameters = isAccount(data.additionalParameters) ? data.additionalParameters : {}
  const [type, memory, lanes] = ['type', 'memory', 'parallelism'].map((name) =>
    firstOf(parameters[name]),
  )
  const costs = `m=${memory},t=${iterations},p=${lanes}`
  return `$argon2${type}$v=19$${costs}$${unpadded(salt)}$${unpadded(value)}`
}

const firstOf = (value: unknown): string => textOf(Array.isArray(value) ? value[0] : value) ?? ''

const unpadded = (text: string): string => text.replace(/=+$/, '')
