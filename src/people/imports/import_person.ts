/**
 * One person of an import. Their name is claimed before they are made, as for any new person; their sub is known before
 * either, so whatever cuts it short, the same row again finishes it, and a third time changes nothing.
 */
import { importedHash } from '../../crypto/foreign_hashes.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { ImportedPerson, Person } from '../../domain/person.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { utf8 } from '../../kernel/encoding.ts'
import { subOfDigest, type Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ImportRow } from '../../spec/admin/import.ts'
import { readSub } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { NameRefusal } from '../accounts/create_person.ts'
import { claimOf, giveBack, makerOf } from '../accounts/names.ts'

/** `sub_taken`: it is somebody else's, or theirs by another row. `sub_erased`: it was, and is never issued again. */
export type ImportRefusal =
  NameRefusal | 'sub_taken' | 'sub_erased' | { field: 'password_hash'; detail: string }

export interface Imported {
  person: Person
  isNew: boolean
}

export async function importPerson(
  world: AdminWorld,
  row: ImportRow,
): Promise<Result<Imported, ImportRefusal>> {
  const name = normalizeEmail(row.email)
  if (name === undefined) return err('malformed_email')
  const draft = await draftOf(world, row)
  if (!draft.ok) return draft
  const { sub, imported } = draft.value
  const standing = await world.users.of(sub).person()
  if (standing.ok) {
    const isSame = standing.value.imported === imported
    return isSame ? ok({ person: standing.value, isNew: false }) : err('sub_taken')
  }
  const claim = { ...claimOf(draft.value), ...makerOf(sub) }
  const claimed = await world.directories.claim('email', name, claim)
  if (!claimed.ok) return err('taken')
  const made = await world.users.of(sub).import(draft.value)
  if (made.ok) return made
  await giveBack(world, { kind: 'email', name }, sub)
  return err(made.reason === 'erased' ? 'sub_erased' : 'sub_taken')
}

async function draftOf(
  world: AdminWorld,
  row: ImportRow,
): Promise<Result<ImportedPerson, ImportRefusal>> {
  const { sub, password_hash, disabled = false, roles = [], groups = [], ...rest } = row
  const { custom_claims: custom = {}, ...claims } = rest
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
