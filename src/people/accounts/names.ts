/**
 * The names of people, as the Directory is told of them: claimed before a record says them, let go after. It keeps none
 * that a record says, whatever runs into what: every word of ours names the state of the record that it goes by.
 */
import { EVERY_CLAIM } from '../../domain/name_claim.ts'
import { isSameName, listedName } from '../../domain/listed_name.ts'
import type { Name } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import type { Claimant, NameClaim } from '../../stores/directories.ts'
import type { World } from '../../stores/world.ts'

/** One of many who may claim a name for the same person. */
export type Attempt = Claimant & { attempt: string }

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

/** Who claims names for a change of a record. */
export const changerOf = (person: Person): Attempt => ({
  ...ownerOf(person),
  attempt: randomToken(),
})

/** Who claims names for somebody who is still to be made. */
export const makerOf = (sub: Sub): Attempt => ({
  sub,
  revision: 0,
  attempt: randomToken(),
})

/** Who lets go of what their record does not say. */
export const ownerOf = ({ sub, revision }: Person): Claimant => ({ sub, revision })

/** After a change: lists show the person as they are, and the name that they were listed by before is free. */
export async function tellDirectory(
  { directories }: NamesWorld,
  person: Person,
  before: Name = listedName(person),
): Promise<void> {
  const { kind, name } = listedName(person)
  await directories.describe(kind, name, claimOf(person))
  if (!isSameName(before, { kind, name })) {
    await directories.release(before.kind, before.name, ownerOf(person))
  }
}

/** Lets go of a name that was claimed for somebody and came to nothing, unless their record says it by now. */
export async function giveBack(
  { directories, users }: NamesWorld,
  { kind, name }: Name,
  { sub, attempt }: Attempt,
): Promise<void> {
  const standing = await users.of(sub).person()
  if (standing.ok && isSameName(listedName(standing.value), { kind, name })) return
  const revision = standing.ok ? standing.value.revision : EVERY_CLAIM
  await directories.release(kind, name, { sub, revision, attempt })
}
