/** Another address for a person: asked for in a fresh session, and made by the link that was mailed there. */
import {
  EMAIL_LINK_LIFETIME,
  isEmailChangeOpen,
  type EmailChange,
  type EmailConfirmation,
  type EmailQuestion,
} from '../../domain/email_change.ts'
import { namesGone } from '../../domain/listed_name.ts'
import type { OwnSession } from '../../domain/own_account.ts'
import type { Person } from '../../domain/person.ts'
import { patchPerson } from '../../domain/person_patch.ts'
import { ownEvent } from '../../domain/security_event.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readEmailChange, writeEmailChange, writePerson } from './documents.ts'
import { letGo } from './let_go.ts'
import { forgetMail, noteMail } from './mails.ts'
import { inFreshSession, inSession } from './own_session.ts'
import type { Turn } from './turn.ts'

/** Has a link mailed, which takes the place of any other. */
export const askForEmail = (
  turn: Turn,
  { id, email, lang, ...own }: EmailQuestion,
): Result<null, 'no_session' | 'stale'> =>
  inFreshSession(turn, own, ({ tenant, sub }, session) => {
    const { sql, now } = turn
    const last = readEmailChange(sql)
    // The same call again, whose answer was lost.
    if (last?.id === id) return null
    // A mail that still waits would bring a link that is dead by now.
    if (last) forgetMail(sql, last.id)
    const until = now + EMAIL_LINK_LIFETIME
    writeEmailChange(sql, { id, email, sessionId: session.id, until })
    noteMail(turn, { kind: 'email_proof', id, tenant, sub, to: email, lang, until })
    return null
  })

export interface OpenEmailChange {
  person: Person
  email: string
}

/** What a link would do. Spends nothing. */
export function openEmailChange(
  turn: Turn,
  own: OwnSession,
  id: string,
): Result<OpenEmailChange, 'no_session' | 'closed'> {
  const found = openChange(turn, own, id)
  if (!found.ok) return found
  const { person, change } = found.value
  return ok({ person, email: change.email })
}

function openChange(
  turn: Turn,
  own: OwnSession,
  id: string,
): Result<{ person: Person; change: EmailChange }, 'no_session' | 'closed'> {
  const { sql, now } = turn
  const found = inSession(turn, own, (person, { id: sessionId }) => {
    const change = readEmailChange(sql)
    const isOpen = change && isEmailChangeOpen(change, { id, sessionId }, person, now)
    return isOpen ? { person, change } : undefined
  })
  if (!found.ok) return found
  return found.value ? ok(found.value) : err('closed')
}

/** Makes the change. The caller has claimed the name. @returns the record after it, and the address before */
export function confirmEmail(
  turn: Turn,
  { id, revision, mailId, lang, ...own }: EmailConfirmation,
): Result<{ person: Person; before: string | undefined }, 'no_session' | 'closed' | 'changed'> {
  const found = openChange(turn, own, id)
  if (!found.ok) return found
  const { person, change } = found.value
  // The same call again, whose answer was lost, or a form that was sent twice.
  if (change.made) return ok({ person, before: change.made.before })
  if (person.revision !== revision) return err('changed')
  const { sql, now } = turn
  const before = person.claims.email
  const claims = { email: change.email, email_verified: true }
  const patched = patchPerson(person, { claims }, now)
  writePerson(sql, patched)
  writeEmailChange(sql, { ...change, made: { before } })
  letGo(turn, namesGone(person, patched))
  const isNew = before !== change.email
  turn.tell(ownEvent(isNew ? 'email_changed' : 'email_verified', id, now))
  if (isNew && before !== undefined) {
    const { tenant, sub } = person
    noteMail(turn, { kind: 'email_changed', id: mailId, tenant, sub, to: before, lang })
  }
  return ok({ person: patched, before })
}
