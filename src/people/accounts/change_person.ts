/**
 * `PATCH` of a person. A new address is claimed before the record changes and the old one released after, so at no time
 * does a name lead to nobody or to two.
 */
import { hashPassword } from '../../crypto/password.ts'
import { listedName } from '../../domain/listed_name.ts'
import { nameOfEmail, normalizeEmail, type Name } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { UserPatch } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { PersonPatch } from '../../stores/users.ts'
import type { NameRefusal } from './create_person.ts'
import { changerOf, claimOf, giveBack, tellDirectory } from './names.ts'

type ChangeRefusal = NameRefusal | 'unknown' | 'changed'

/** Changes claims, address, password or standing. Ends what each of them ends (ARCHITECTURE "What ends what"). */
export async function changePerson(
  world: AdminWorld,
  sub: Sub,
  patch: UserPatch,
  expectedRevision: number | null,
): Promise<Result<Person, ChangeRefusal>> {
  const standing = await world.users.of(sub).person()
  if (!standing.ok) return standing
  const { revision } = standing.value
  const wanted = newName(standing.value, patch.email)
  if (!wanted.ok) return wanted
  const name = wanted.value
  // A name is claimed for the very state of the record that is changed: of two changes the record takes one.
  const expected = expectedRevision ?? (patch.email === undefined ? null : revision)
  if (expected !== null && (expected > revision || (name && expected < revision)))
    return err('changed')
  const by = changerOf(standing.value)
  const claim = { ...claimOf(standing.value), ...by, email: patch.email ?? '' }
  if (name && !(await world.directories.claim(name.kind, name.name, claim)).ok) return err('taken')
  const changes = await recordChanges(standing.value, patch)
  const mailId = changes.passwordHash === undefined ? null : randomToken()
  const updated = await world.users.of(sub).update(changes, expected, mailId)
  if (!updated.ok) {
    if (name) await giveBack(world, name, by)
    return updated
  }
  await tellDirectory(world, updated.value, listedName(standing.value))
  await world.tenants.appendAudit([
    adminEvent(world, 'user.updated', { sub, detail: changedFields(patch) }),
  ])
  return ok(updated.value)
}

/** The name that is to be claimed for a change; null where the address stays what it is. */
function newName(person: Person, email: string | undefined): Result<Name | null, NameRefusal> {
  if (email === undefined) return ok(null)
  const name = normalizeEmail(email)
  if (name === undefined) return err('malformed_email')
  return ok(name === nameOfEmail(person.claims.email) ? null : { kind: 'email', name })
}

/** What was proven of an old address or number is not proven of a new one. */
async function recordChanges(person: Person, patch: UserPatch): Promise<PersonPatch> {
  const { password, disabled, admin, roles, groups, custom_claims: custom, ...claims } = patch
  const isNew = (name: 'email' | 'phone_number'): boolean =>
    claims[name] !== undefined && claims[name] !== person.claims[name]
  return {
    claims: {
      ...(isNew('email') && { email_verified: false }),
      ...(isNew('phone_number') && { phone_number_verified: null }),
      ...claims,
    },
    ...(password !== undefined && { passwordHash: await hashPassword(password) }),
    ...(disabled !== undefined && { disabled }),
    ...(admin !== undefined && { admin }),
    attributes: {
      ...(roles !== undefined && { roles: roles ?? [] }),
      ...(groups !== undefined && { groups: groups ?? [] }),
      ...(custom !== undefined && { custom: custom ?? {} }),
    },
  }
}

/** Of what a person may or may not do, the value too. */
const changedFields = ({ disabled, admin, ...others }: UserPatch) => {
  const power = {
    ...(disabled !== undefined && { disabled }),
    ...(admin !== undefined && { admin }),
  }
  return { fields: Object.keys({ ...others, ...power }), ...power }
}
