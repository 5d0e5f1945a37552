/**
 * Who it is that another provider has proven. An account is found by the identity alone, never by an address: that only
 * says whether somebody new may have it, or has to sign in to the account that has it and link it themselves.
 */
import { identityName, type LinkedIdentity } from '../../domain/identity.ts'
import type { Upstream } from '../../domain/upstream.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isDisplayText } from '../../spec/display_text.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { claimIdentity, giveIdentityBack } from './claim_identity.ts'
import type { Identified } from './identify.ts'
import { trustedEmail, type TrustedEmail } from './trusted_email.ts'
import { welcome, type KnownPerson } from './welcome.ts'

/** Nobody here yet, and what may become of them. */
export interface Stranger {
  mayCreate: boolean
  /** They have proven an address that an account here has: they are told so. */
  isAddressKnown: boolean
}

export async function recognize(
  world: AdminWorld,
  upstream: Upstream,
  { identity, claims, email }: Introduced,
  lang: string,
): Promise<Result<KnownPerson, Stranger>> {
  const owner = await world.directories.find('upstream', identityName(identity))
  const found = owner && (await world.users.of(owner).identity(identity))
  if (owner && found?.ok) return ok({ sub: owner, ...found.value })
  if (upstream.signUp === 'link_only') return err({ mayCreate: false, isAddressKnown: false })
  // Whose address is not proven is asked first: they may have an account, and nobody tells them whether.
  if (!email) return err({ mayCreate: true, isAddressKnown: false })
  const welcomed = await welcome(world, upstream.id, { identity, claims, email })
  if (welcomed.ok) return welcomed
  if (welcomed.reason === 'failed') return err({ mayCreate: false, isAddressKnown: false })
  return takeUnproven(world, identity, email, lang)
}

/** Somebody as they come in: who, and what of the provider's word counts here. */
export interface Introduced {
  identity: LinkedIdentity
  claims: Identified['profile']['claims']
  email: TrustedEmail | undefined
}

export function introduce(
  { now }: AdminWorld,
  upstream: Upstream,
  { issuer, profile }: Identified,
): Introduced {
  const { subject, claims, email } = profile
  const label = [email?.address, claims.preferred_username, claims.name].find(
    (each) => each !== undefined && isDisplayText(each),
  )
  return {
    identity: {
      issuer,
      subject,
      provider: upstream.name,
      ...(label !== undefined && { label }),
      linkedAt: now,
    },
    claims,
    email: trustedEmail(upstream, profile),
  }
}

/** The account that has the address is theirs, if nobody has ever proven it; else its own person has to link it. */
async function takeUnproven(
  world: AdminWorld,
  identity: LinkedIdentity,
  email: TrustedEmail,
  lang: string,
): Promise<Result<KnownPerson, Stranger>> {
  const stranger = err({ mayCreate: false, isAddressKnown: true })
  const owner = await world.directories.find('email', email.name)
  if (!owner) return stranger
  const by = { sub: owner, revision: 0, attempt: randomToken() }
  if (!(await claimIdentity(world, identity, by)).ok) return stranger
  const proof = { email: email.name, identity, mailId: randomToken(), lang }
  const proven = await world.users.of(owner).proveAddress(proof)
  if (proven.ok) return ok({ sub: owner, ...proven.value })
  await giveIdentityBack(world, identity, by)
  return stranger
}
