/** Whether a provider's word makes an address somebody's here (ASVS 6.8.1; nOAuth): only where it can know. */
import { normalizeEmail } from '../../domain/names.ts'
import type { Upstream } from '../../domain/upstream.ts'
import { ANY_DOMAIN } from '../../spec/upstream.ts'
import type { UpstreamProfile } from './providers/provider.ts'

/** The address, and the form in which the Directory keeps it. */
export interface TrustedEmail {
  address: string
  name: string
}

/**
 * The address, if the provider says that it has verified it, and is the one that gives it out or one whom the operator
 * trusts with its domain; else undefined.
 */
export function trustedEmail(
  { trustsEmail }: Pick<Upstream, 'trustsEmail'>,
  { email }: UpstreamProfile,
): TrustedEmail | undefined {
  const name = email?.isVerified ? normalizeEmail(email.address) : undefined
  if (!email || name === undefined) return undefined
  const domain = name.slice(name.lastIndexOf('@') + 1)
  const isTrusted = email.isOwn || trustsEmail.includes(ANY_DOMAIN) || trustsEmail.includes(domain)
  return isTrusted ? { address: email.address, name } : undefined
}
