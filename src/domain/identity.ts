/** Who somebody is at another provider: the issuer and its subject, which alone make it (OpenID Connect Core §5.7). */
import type { Seconds } from '../kernel/clock.ts'
import type { Name } from './names.ts'

export interface UpstreamIdentity {
  /** The issuer identifier; of a provider without OpenID Connect, the origin that it answers from. */
  issuer: string
  subject: string
}

/** An identity that opens an account here. */
export interface LinkedIdentity extends UpstreamIdentity {
  /** What the provider was called when it was linked, and what the person goes by there: never more than a hint. */
  provider: string
  label?: string
  linkedAt: Seconds
}

export const MOST_IDENTITIES = 10

/**
 * The name under which the Directory keeps an identity. Neither half holds a line's end, so no two identities are one
 * name.
 */
export const identityName = ({ issuer, subject }: UpstreamIdentity): string =>
  `${issuer}\n${subject}`

export const upstreamName = (identity: UpstreamIdentity): Name => ({
  kind: 'upstream',
  name: identityName(identity),
})

export const isSameIdentity = (one: UpstreamIdentity, other: UpstreamIdentity): boolean =>
  one.issuer === other.issuer && one.subject === other.subject
