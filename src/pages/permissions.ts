/** Scopes and claims as sentences that a person can decide about. */
import type { TenantScope } from '../domain/settings.ts'
import { SCOPE_CLAIMS } from '../spec/claims.ts'
import type { Language } from './messages/language.ts'
import type { Messages } from './messages/language.ts'
import { fill } from './parts/phrase.tsx'

export interface Wanted {
  lang: Language
  scopes: readonly string[]
  claims?: readonly string[]
  tenantScopes: readonly TenantScope[]
}

/**
 * One sentence for each scope, and one for all claims that no scope covers. A scope without words stands for itself; a
 * claim without words is one that we do not have.
 */
export function permissionsOf({ lang, scopes, claims = [], tenantScopes }: Wanted): string[] {
  const words = lang.messages
  const sentences = scopes.map(
    (scope) =>
      wordFor(words.consent.scopes, scope) ??
      tenantScopes.find(({ name }) => name === scope)?.description ??
      scope,
  )
  const covered = coveredClaims(scopes)
  const others = claims
    .filter((claim) => !covered.has(claim))
    .map((claim) => wordFor(words.claims, claim))
    .filter((word) => word !== undefined)
  if (others.length === 0) return sentences
  const list = new Intl.ListFormat(lang.tag).format(others)
  return [...sentences, fill(words.consent.claims, { claims: list })]
}

type Words = Messages['claims'] | Messages['consent']['scopes']

const wordFor = (words: Words, name: string): string | undefined =>
  Object.entries(words).find(([key]) => key === name)?.[1]

/** What the scopes bring along (OpenID Connect Core §5.4). */
const coveredClaims = (scopes: readonly string[]): Set<string> =>
  new Set(
    Object.entries(SCOPE_CLAIMS).flatMap(([scope, names]): readonly string[] =>
      scopes.includes(scope) ? names : [],
    ),
  )
