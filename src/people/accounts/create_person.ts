/** A new person: their name is claimed first, then they are made. */
import { hashPassword } from '../../crypto/password.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import { newSub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { UserCreation } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { summaryOf } from './summary.ts'

/** `malformed_email`: no address that could be a name. `taken`: it is somebody else's. */
export type NameRefusal = 'malformed_email' | 'taken'

/** Makes a person who can sign in at once, if a password was given. */
export async function createPerson(
  world: AdminWorld,
  given: UserCreation,
): Promise<Result<Person, NameRefusal>> {
  const name = normalizeEmail(given.email)
  if (name === undefined) return err('malformed_email')
  const draft = await newPerson(world, given)
  const claimed = await world.directories.claim('email', name, summaryOf(draft))
  // The owner of a name whose making was cut short is nobody yet: whoever makes that very person first, has the name.
  const person = claimed.ok ? draft : { ...draft, sub: claimed.reason.owner }
  const created = await world.users.of(person.sub).create(person)
  if (!created.ok) return err('taken')
  if (!claimed.ok) await world.directories.describe('email', name, summaryOf(person))
  await world.tenants.appendAudit([
    adminEvent(world, 'user.created', {
      sub: person.sub,
      ...(given.admin === true && { detail: { admin: true } }),
    }),
  ])
  return ok(created.value)
}

async function newPerson(world: AdminWorld, given: UserCreation): Promise<Person> {
  const {
    password,
    admin = false,
    roles = [],
    groups = [],
    custom_claims: custom = {},
    ...claims
  } = given
  return {
    schema: 1,
    tenant: world.tenant,
    sub: newSub(),
    claims: { email_verified: false, ...claims },
    passwordHash: password === undefined ? null : await hashPassword(password),
    disabled: false,
    admin,
    attributes: { roles, groups, custom },
    credentialEpoch: 0,
    createdAt: world.now,
    updatedAt: world.now,
    revision: 1,
  }
}
