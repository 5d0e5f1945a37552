/**
 * The names of people, as the Directory is told of them: claimed before a record says them, let go after. It keeps none
 * that a record says, whatever runs into what: every word of ours names the state of the record that it goes by.
 */
import { EVERY_CLAIM } from '../../domain/name_claim.ts'
import { nameOfEmail } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import type { Claimant, NameClaim } from '../../stores/directories.ts'
import type { World } from '../../stores/world.ts'

type NamesWorld = Pick<World, 'directories' | 'users'>

/** What a record claims, and what lists show of it. */
export const claimOf = ({ sub, claims, disabled, createdAt, revision }: Person): NameClaim => ({
  sub,
  email: claims.email ?? '',
  ...(claims.name !== undefined && { name: claims.name }),
  disabled,
  createdAt,
  revision,
})

/** Who claims names for somebody who is still to be made. */
export const makerOf = (sub: Sub): Claimant => ({ sub, revision: 0, attempt: randomToken() })

/** Who lets go of what their record does not say. */
export const ownerOf = ({ sub, revision }: Person): Claimant => ({ sub, revision })

/** After a change: lists show the person as they are, and the address that they went by before is free. */
export async function tellDirectory(
  { directories }: NamesWorld,
  person: Person,
  before?: string,
): Promise<void> {
  const [name, old] = [person.claims.email, before].map(nameOfEmail)
  if (name !== undefined) await directories.describe('email', name, claimOf(person))
  if (old !== undefined && old !== name) {
    await directories.release('email', old, ownerOf(person))
  }
}

/** Lets go of an address that was claimed for somebody and came to nothing, unless their record says it by now. */
export async function giveBack(
  { directories, users }: NamesWorld,
  name: string,
  sub: Sub,
): Promise<void> {
  const standing = await users.of(sub).person()
  if (standing.ok && nameOfEmail(standing.value.claims.email) === name) return
  const revision = standing.ok ? standing.value.revision : EVERY_CLAIM
  await directories.release('email', name, { sub, revision })
}
