/** Who a row says that somebody is at other providers: by an operator's word, so of the tenant's own providers alone. */
import { isSameIdentity, type LinkedIdentity } from '../../domain/identity.ts'
import type { Upstream } from '../../domain/upstream.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ImportRow } from '../../spec/admin/import.ts'
import { isDirectoryIssuer, isOfManyDirectories } from '../upstream/microsoft_directory.ts'
import { issuerOf } from '../upstream/providers.ts'

export interface IdentityFault {
  field: 'identities'
  /** A sentence that goes on from the field's name. */
  detail: string
}

type RowIdentity = NonNullable<ImportRow['identities']>[number]

/** Each once, as a sign-in with that provider would have linked it. */
export function identitiesOfRow(
  { identities = [] }: ImportRow,
  upstreams: readonly Upstream[],
  now: Seconds,
): Result<LinkedIdentity[], IdentityFault> {
  const linked: LinkedIdentity[] = []
  for (const given of identities) {
    const identity = linkedIdentity(given, upstreams, now)
    if (!identity.ok) return identity
    if (!linked.some((each) => isSameIdentity(each, identity.value))) linked.push(identity.value)
  }
  return ok(linked)
}

function linkedIdentity(
  { provider, issuer, sub: subject }: RowIdentity,
  upstreams: readonly Upstream[],
  linkedAt: Seconds,
): Result<LinkedIdentity, IdentityFault> {
  const fault = (detail: string) => err({ field: 'identities', detail } as const)
  const upstream = upstreams.find(({ id }) => id === provider)
  if (!upstream) return fault(`name a provider that the tenant does not have: ${provider}`)
  const own = issuerOf(upstream)
  const isOfMany = isOfManyDirectories(own)
  const isTold = isOfMany ? isDirectoryIssuer(issuer) : issuer === undefined || issuer === own
  if (!isTold) {
    return fault(
      isOfMany
        ? `need the issuer of the person's own directory for ${provider}`
        : `name an issuer that is not that of ${provider}, ${own}`,
    )
  }
  return ok({ issuer: issuer ?? own, subject, provider: upstream.name, linkedAt })
}
