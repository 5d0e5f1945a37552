/**
 * One person of an import. Their names are claimed before they are made, as for any new person; their sub is known before
 * either, so whatever cuts it short, the same row again finishes it, and a third time changes nothing.
 */
import { importedHash } from '../../crypto/foreign_hashes.ts'
import type { LinkedIdentity } from '../../domain/identity.ts'
import { identitiesOf } from '../../domain/linked_identities.ts'
import { listedName } from '../../domain/listed_name.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { ImportedPerson, Person } from '../../domain/person.ts'
import type { Upstream } from '../../domain/upstream.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { utf8 } from '../../kernel/encoding.ts'
import { subOfDigest, type Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ImportRow } from '../../spec/admin/import.ts'
import { readSub } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { Claimant } from '../../stores/directories.ts'
import type { NameRefusal } from '../accounts/create_person.ts'
import { claimOf, giveBack, makerOf } from '../accounts/names.ts'
import { claimIdentity, giveIdentityBack } from '../upstream/claim_identity.ts'
import { identitiesOfRow, type IdentityFault } from './row_identities.ts'

/**
 * `sub_taken`: it is somebody else's, or theirs by another row. `sub_erased`: it was, and is never issued again.
 * `identity_taken`: it opens somebody else's account. `nobody`: the row names none who could be told from others.
 */
export type ImportRefusal =
  | NameRefusal
  | 'nobody'
  | 'sub_taken'
  | 'sub_erased'
  | 'identity_taken'
  | IdentityFault
  | { field: 'password_hash'; detail: string }

export interface Imported {
  person: Person
  isNew: boolean
}

/** @param upstreams the tenant's providers, as they are now */
export async function importPerson(
  world: AdminWorld,
  row: ImportRow,
  upstreams: readonly Upstream[],
): Promise<Result<Imported, ImportRefusal>> {
  const draft = await draftOf(world, row)
  if (!draft.ok) return draft
  const { sub, imported } = draft.value
  const user = world.users.of(sub)
  const standing = await user.person()
  if (standing.ok) {
    const isSame = standing.value.imported === imported
    return isSame ? ok({ person: standing.value, isNew: false }) : err('sub_taken')
  }
  const identities = identitiesOfRow(row, upstreams, world.now)
  if (!identities.ok) return identities
  const person = { ...draft.value, ...(row.identities && { identities: identities.value }) }
  const by = makerOf(sub)
  const claimed = await claimNames(world, person, by)
  if (!claimed.ok) return claimed
  const made = await user.import(person)
  if (made.ok) return made
  await giveBack(world, listedName(person), by)
  await giveIdentitiesBack(world, identities.value, by)
  return err(made.reason === 'erased' ? 'sub_erased' : 'sub_taken')
}

/** All that the person is to be found by, or none of it. */
async function claimNames(
  world: AdminWorld,
  draft: ImportedPerson,
  by: Claimant,
): Promise<Result<null, 'taken' | 'identity_taken'>> {
  const { kind, name } = listedName(draft)
  const listed = await world.directories.claim(kind, name, { ...claimOf(draft), ...by })
  if (!listed.ok) return err('taken')
  const identities = identitiesOf(draft)
  for (const [at, identity] of identities.entries()) {
    if ((await claimIdentity(world, identity, by)).ok) continue
    await world.directories.release(kind, name, by)
    await giveIdentitiesBack(world, identities.slice(0, at), by)
    return err('identity_taken')
  }
  return ok(null)
}

async function giveIdentitiesBack(
  world: AdminWorld,
  identities: readonly LinkedIdentity[],
  by: Claimant,
): Promise<void> {
  await Promise.all(identities.map((each) => giveIdentityBack(world, each, by)))
}

/** The person but for their identities. */
async function draftOf(
  world: AdminWorld,
  row: ImportRow,
): Promise<Result<ImportedPerson, ImportRefusal>> {
  const { sub, password_hash, disabled = false, roles = [], groups = [], ...rest } = row
  const { custom_claims: custom = {}, identities = [], ...claims } = rest
  const { email } = claims
  if (email === undefined && sub === undefined && identities.length === 0) return err('nobody')
  if (email !== undefined && normalizeEmail(email) === undefined) return err('malformed_email')
  const hash = password_hash === undefined ? ok(null) : importedHash(password_hash)
  if (!hash.ok) return err({ field: 'password_hash', detail: hash.reason })
  const imported = await sha256base64url(JSON.stringify(row))
  return ok({
    schema: 1,
    tenant: world.tenant,
    sub: readSub(sub ?? '') ?? (await subOfRow(world, imported)),
    claims: { email_verified: false, ...claims },
    passwordHash: hash.value,
    disabled,
    admin: false,
    attributes: { roles, groups, custom },
    credentialEpoch: 0,
    createdAt: world.now,
    updatedAt: world.now,
    revision: 1,
    imported,
  })
}

/** What a row without a sub is always given: by a key of the tenant's, so that it tells nothing of the row. */
async function subOfRow(world: AdminWorld, imported: string): Promise<Sub> {
  const { nameKey } = await world.registry.keys()
  const text = utf8(`import\0${imported}`)
  return subOfDigest(new Uint8Array(await crypto.subtle.sign('HMAC', nameKey, text)))
}
