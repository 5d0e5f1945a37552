/**
 * Firebase: the file of `firebase auth:export users.json`. What its hashes are made with besides is shown in the console
 * ("Password hash parameters"), is the project's, and is given as a file of its own.
 */
import { readFileSync } from 'node:fs'
import { isCustomName } from '../../src/spec/claim_names.ts'
import { accountsOfFile } from './account_file.ts'
import {
  foreignIdentities,
  identitiesOf,
  type ForeignIdentity,
  type Providers,
} from './identities.ts'
import {
  convertText,
  parseAccount,
  rowOf,
  standardBase64,
  textOf,
  type Account,
  type Converted,
} from './row.ts'

interface HashConfig {
  signerKey: string
  saltSeparator: string
  rounds: string
  memoryCost: string
}

export async function* firebaseRows(
  file: string,
  providers: Providers,
  hashConfig?: string,
): AsyncGenerator<Converted> {
  const config =
    hashConfig === undefined ? undefined : readHashConfig(readFileSync(hashConfig, 'utf8'))
  for await (const text of accountsOfFile(file)) {
    yield convertText(text, (user) => firebaseRow(user, config, providers))
  }
}

export function firebaseRow(
  user: Account,
  config: HashConfig | undefined,
  providers: Providers,
): Converted {
  const phone = textOf(user.phoneNumber)
  return {
    row: rowOf({
      sub: textOf(user.localId),
      email: textOf(user.email),
      email_verified: user.emailVerified === true,
      name: textOf(user.displayName),
      picture: textOf(user.photoUrl),
      phone_number: phone,
      // Firebase knows no number that it has not sent a code to.
      ...(phone && { phone_number_verified: true }),
      disabled: user.disabled === true || undefined,
      custom_claims: customClaimsOf(user),
      identities: identitiesOf(identitiesAt(user), providers),
      password_hash: hashOf(user, config),
    }),
  }
}

/** All but those whose names decide something in a token, `admin` among them: nobody comes in as an operator. */
function customClaimsOf({ customAttributes }: Account): Account | undefined {
  const claims = parseAccount(textOf(customAttributes) ?? '')
  return claims && Object.fromEntries(Object.entries(claims).filter(([name]) => isCustomName(name)))
}

/** Firebase's own, which are no other provider's. */
const OWN = new Set(['password', 'phone', 'emailLink', 'anonymous', 'custom', 'firebase'])

/** Providers of the project's own are called `oidc.` and their name. */
const identitiesAt = ({ providerUserInfo }: Account): ForeignIdentity[] =>
  foreignIdentities(providerUserInfo, ({ providerId, rawId: sub }) => {
    const from = textOf(providerId)
    return { from: OWN.has(from ?? '') ? undefined : from?.replace(/^oidc\./, ''), sub }
  })

function hashOf(user: Account, config: HashConfig | undefined): string | undefined {
  const [hash, salt] = [user.passwordHash, user.salt].map(textOf)
  if (!config || !hash || !salt) return undefined
  const { memoryCost, rounds, saltSeparator, signerKey } = config
  const parameters = `v=1,n=${memoryCost},r=${rounds},p=1,ss=${saltSeparator},sk=${signerKey}`
  return `$fbscrypt$${parameters}$${standardBase64(salt)}$${standardBase64(hash)}`
}

/** @throws Error for what is not the text of the console's `hash_config { … }` */
export function readHashConfig(text: string): HashConfig {
  const valueOf = (name: string): string => {
    const [, value] = new RegExp(`\\b${name}: *"?([A-Za-z0-9+/=_-]+)`).exec(text) ?? []
    if (value === undefined) throw new Error(`the hash parameters of Firebase have no ${name}`)
    return standardBase64(value)
  }
  return {
    signerKey: valueOf('base64_signer_key'),
    saltSeparator: valueOf('base64_salt_separator'),
    rounds: valueOf('rounds'),
    memoryCost: valueOf('mem_cost'),
  }
}
