/** What an operator changes of a person, and what the person is told of it. */
import { opensAdminApi } from '../../domain/operator.ts'
import { namesGone } from '../../domain/listed_name.ts'
import type { Person } from '../../domain/person.ts'
import type { PersonPatch } from '../../domain/person_patch.ts'
import { passwordSet } from '../../domain/security_event.ts'
import type { Result } from '../../kernel/result.ts'
import { allConsents } from './consents.ts'
import { readPerson } from './documents.ts'
import { withdrawGrants } from './grants.ts'
import { letGo } from './let_go.ts'
import { noteMail } from './mails.ts'
import { updatePerson } from './person.ts'
import type { Turn } from './turn.ts'

/** @param mailId of the mail that tells of a new password; null where none is set */
export function update(
  turn: Turn,
  patch: PersonPatch,
  expectedRevision: number | null,
  mailId: string | null = null,
): Result<Person, 'unknown' | 'changed'> {
  const before = readPerson(turn.sql)
  const updated = updatePerson(turn, patch, expectedRevision)
  if (!before || !updated.ok) return updated
  letGo(turn, namesGone(before, updated.value))
  if (patch.passwordHash !== undefined) tellOfPassword(turn, before, updated.value, mailId)
  if (before.admin && !updated.value.admin) disarmApps(turn)
  return updated
}

/** Ends what apps were given to act as an operator, codes that are still on their way too, and the consent to it. */
function disarmApps(turn: Turn): void {
  for (const { clientId, scope } of allConsents(turn.sql)) {
    if (opensAdminApi(scope)) withdrawGrants(turn, clientId)
  }
}

/** Told once, and at the address that the person had before: who is given another in the same breath is told, too. */
function tellOfPassword(turn: Turn, before: Person, after: Person, mailId: string | null): void {
  if (after.revision === before.revision) return
  turn.tell(passwordSet(after, turn.now))
  const { tenant, sub, claims } = before
  const { email: to, locale: lang = '' } = claims
  if (to === undefined || mailId === null) return
  noteMail(turn, { kind: 'password_set', id: mailId, tenant, sub, to, lang })
}
