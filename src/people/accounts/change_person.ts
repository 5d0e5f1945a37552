/**
 * `PATCH` of a person. A new address is claimed before the record changes and the old one released after, so at no time
 * does a name lead to nobody or to two.
 */
import { hashPassword } from '../../crypto/password.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import type { Sub } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { UserPatch } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { PersonPatch } from '../../stores/users.ts'
import type { NameRefusal } from './create_person.ts'
import { summaryOf } from './summary.ts'

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
  const names = await claimName(world, standing.value, patch.email)
  if (!names.ok) return names
  const { claimed, given } = names.value
  // Between two changes of one address the record decides: only the one that saw the old name may release it.
  const expected =
    claimed === null ? expectedRevision : (expectedRevision ?? standing.value.revision)
  const changes = await recordChanges(standing.value, patch)
  const mailId = changes.passwordHash === undefined ? null : randomToken()
  const updated = await world.users.of(sub).update(changes, expected, mailId)
  if (!updated.ok) {
    if (claimed !== null) await world.directories.release('email', claimed, sub)
    return updated
  }
  await tellDirectory(world, updated.value, claimed === null ? null : given)
  await world.tenants.appendAudit([
    adminEvent(world, 'user.updated', { sub, detail: changedFields(patch) }),
  ])
  return ok(updated.value)
}

interface Names {
  /** The name that was claimed for this change, if the address is another. */
  claimed: string | null
  /** The name that the person went by before. */
  given: string | null
}

async function claimName(
  world: AdminWorld,
  person: Person,
  email: string | undefined,
): Promise<Result<Names, NameRefusal>> {
  const given = normalizeEmail(person.claims.email ?? '') ?? null
  if (email === undefined) return ok({ claimed: null, given })
  const name = normalizeEmail(email)
  if (name === undefined) return err('malformed_email')
  if (name === given) return ok({ claimed: null, given })
  const summary = { ...summaryOf(person), email }
  const claimed = await world.directories.claim('email', name, summary)
  return claimed.ok ? ok({ claimed: name, given }) : err('taken')
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

async function tellDirectory(
  world: AdminWorld,
  person: Person,
  released: string | null,
): Promise<void> {
  const name = normalizeEmail(person.claims.email ?? '')
  if (name !== undefined) await world.directories.describe('email', name, summaryOf(person))
  if (released !== null) await world.directories.release('email', released, person.sub)
}

/** Of what a person may or may not do, the value too. */
const changedFields = ({ disabled, admin, ...others }: UserPatch) => {
  const power = {
    ...(disabled !== undefined && { disabled }),
    ...(admin !== undefined && { admin }),
  }
  return { fields: Object.keys({ ...others, ...power }), ...power }
}
