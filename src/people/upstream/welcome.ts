/** A new person, by the word of another provider: their identity is claimed first, then their address, then they are made. */
import type { LinkedIdentity } from '../../domain/identity.ts'
import { listedName } from '../../domain/listed_name.ts'
import type { Person } from '../../domain/person.ts'
import { newSub, type Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { personEvent } from '../../notify/admin_audit.ts'
import type { StandardClaims } from '../../spec/claims.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { claimOf, giveBack, makerOf, type Attempt } from '../accounts/names.ts'
import { claimIdentity, giveIdentityBack } from './claim_identity.ts'
import type { TrustedEmail } from './trusted_email.ts'

export interface Welcomed {
  identity: LinkedIdentity
  claims: StandardClaims
  /** Only one that is proven: an address that somebody merely says is theirs is nobody's. */
  email?: TrustedEmail | undefined
}

/** Somebody who can be let in: who, and as of which epoch of what they can prove. */
export interface KnownPerson {
  sub: Sub
  credentialEpoch: number
}

/** @returns whoever the identity belongs to in the end: of two browsers at a time, one makes the person for both */
export async function welcome(
  world: AdminWorld,
  upstream: string,
  { identity, claims, email }: Welcomed,
): Promise<Result<KnownPerson, 'address_taken' | 'failed'>> {
  const claimed = await claimAsNew(world, identity)
  if (!claimed.ok) return known(world, identity, claimed.reason.owner)
  const by = claimed.value
  const { sub } = by
  const person = newPerson(world, sub, identity, {
    ...claims,
    ...(email && { email: email.address, email_verified: true }),
  })
  const listed = listedName(person)
  const claim = { ...claimOf(person), ...by }
  if (!(await world.directories.claim(listed.kind, listed.name, claim)).ok) {
    await giveIdentityBack(world, identity, by)
    return err('address_taken')
  }
  const created = await world.users.of(sub).create(person)
  if (!created.ok) {
    await giveBack(world, listed, by)
    return known(world, identity, sub)
  }
  await world.tenants.appendAudit([personEvent(world, 'user.created', sub, { upstream })])
  return ok({ sub, credentialEpoch: person.credentialEpoch })
}

/** The owner of an identity whose making was cut short is nobody yet: whoever makes that very person, is it. */
async function claimAsNew(
  world: AdminWorld,
  identity: LinkedIdentity,
): Promise<Result<Attempt, { owner: Sub }>> {
  const by = makerOf(newSub())
  const claimed = await claimIdentity(world, identity, by)
  if (claimed.ok) return ok(by)
  const { owner, isNobody } = claimed.reason
  if (!isNobody) return err({ owner })
  const again = await claimIdentity(world, identity, { ...by, sub: owner })
  return again.ok ? ok({ ...by, sub: owner }) : err({ owner: again.reason.owner })
}

async function known(
  world: AdminWorld,
  identity: LinkedIdentity,
  sub: Sub,
): Promise<Result<KnownPerson, 'failed'>> {
  const found = await world.users.of(sub).identity(identity)
  return found.ok ? ok({ sub, ...found.value }) : err('failed')
}

const newPerson = (
  { tenant, now }: AdminWorld,
  sub: Sub,
  identity: LinkedIdentity,
  claims: StandardClaims,
): Person => ({
  schema: 1,
  tenant,
  sub,
  claims,
  passwordHash: null,
  identities: [identity],
  disabled: false,
  credentialEpoch: 0,
  createdAt: now,
  updatedAt: now,
  revision: 1,
})
