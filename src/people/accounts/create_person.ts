/** A new person: their name is claimed first, then they are made. */
import { hashPassword } from '../../crypto/password.ts'
import { normalizeEmail } from '../../domain/names.ts'
import type { Person } from '../../domain/person.ts'
import type { AuditEvent } from '../../domain/audit.ts'
import type { TermsAcceptance } from '../../domain/sign_up.ts'
import { newSub, type Sub } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { UserCreation } from '../../spec/admin/users.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { claimOf, makerOf } from './names.ts'

/** `malformed_email`: no address that could be a name. `taken`: it is somebody else's. */
export type NameRefusal = 'malformed_email' | 'taken'

/** What is known of the making besides the person. */
interface Making {
  terms?: TermsAcceptance
  /** The line of the audit that says by whom. */
  eventOf?: (sub: Sub) => AuditEvent
}

/** Makes a person who can sign in at once, if a password was given. */
export async function createPerson(
  world: AdminWorld,
  given: UserCreation,
  { terms, eventOf = byAdmin(world, given) }: Making = {},
): Promise<Result<Person, NameRefusal>> {
  const name = normalizeEmail(given.email)
  if (name === undefined) return err('malformed_email')
  const draft = { ...(await newPerson(world, given)), ...(terms && { terms }) }
  const claim = { ...claimOf(draft), ...makerOf(draft.sub) }
  const claimed = await world.directories.claim('email', name, claim)
  // The owner of a name whose making was cut short is nobody yet: whoever makes that very person first, has the name.
  const sub = claimed.ok ? draft.sub : claimed.reason.owner
  if (!claimed.ok && !(await world.directories.claim('email', name, { ...claim, sub })).ok)
    return err('taken')
  const person = { ...draft, sub }
  const created = await world.users.of(sub).create(person)
  if (!created.ok) return err('taken')
  if (!claimed.ok) await world.directories.describe('email', name, claimOf(person))
  await world.tenants.appendAudit([eventOf(person.sub)])
  return ok(created.value)
}

const byAdmin =
  (world: AdminWorld, { admin }: UserCreation) =>
  (sub: Sub): AuditEvent =>
    adminEvent(world, 'user.created', { sub, ...(admin === true && { detail: { admin } }) })

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
