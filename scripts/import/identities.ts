/**
 * Who somebody is at other providers, as an export tells it: named as the tenant's providers are, by their ids. Where those
 * are other than the usual ones, `--provider <theirs>=<id>` says so; one that the tenant does not have is refused by the API,
 * with the account that names it.
 */
import { isAccount, textOf, type Account } from './row.ts'

/** From the name that another system has for a provider to the id that the tenant has; empty for one to leave out. */
export type Providers = ReadonlyMap<string, string>

export interface ForeignIdentity {
  /** What the other system calls the provider. */
  from: string
  sub: string
}

/** Names that other systems have for the providers that have kinds of their own here. */
const USUAL: Providers = new Map(
  Object.entries({
    'google-oauth2': 'google',
    'google.com': 'google',
    'apple.com': 'apple',
    'github.com': 'github',
    'facebook.com': 'facebook',
    'linkedin-openid-connect': 'linkedin',
    twitter: 'x',
    'twitter.com': 'x',
  }),
)

/** @returns undefined where there is none to bring */
export function identitiesOf(
  identities: readonly ForeignIdentity[],
  providers: Providers,
): { provider: string; sub: string }[] | undefined {
  const named = identities.flatMap(({ from, sub }) => {
    const provider = providers.get(from) ?? USUAL.get(from) ?? from
    return provider === '' ? [] : [{ provider, sub }]
  })
  return named.length > 0 ? named : undefined
}

/** @throws Error for what is not `<theirs>=<id>` */
export function readProviders(words: readonly string[]): Providers {
  return new Map(
    words.map((word): [string, string] => {
      const at = word.lastIndexOf('=')
      if (at < 1) throw new Error(`--provider ${word} is not <theirs>=<id>`)
      return [word.slice(0, at), word.slice(at + 1)]
    }),
  )
}

/** The members of a list of an account that tell of a provider and a subject there. */
export const foreignIdentities = (
  list: unknown,
  read: (member: Account) => { from: unknown; sub: unknown },
): ForeignIdentity[] =>
  (Array.isArray(list) ? list : []).filter(isAccount).flatMap((member) => {
    const told = read(member)
    const from = textOf(told.from)
    const sub = textOf(typeof told.sub === 'number' ? String(told.sub) : told.sub)
    return from && sub ? [{ from, sub }] : []
  })
