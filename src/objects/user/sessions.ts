/** The sessions of a person. */
import type { SessionKey, SignedInAccount, SignIn } from '../../domain/approval.ts'
import type { Person } from '../../domain/person.ts'
import {
  authenticatedAt,
  isSessionAlive,
  type AuthenticationFact,
  type Session,
  type SessionPolicy,
} from '../../domain/session.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { SessionId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readPerson, writePerson } from './documents.ts'
import type { Sql } from './tables.ts'

const MOST_SESSIONS = 100

function readSession(sql: Sql, id: string): Session | undefined {
  const [row] = sql.read<{ record: string }>('SELECT record FROM sessions WHERE id = ?', id)
  return row && (JSON.parse(row.record) as Session)
}

function writeSession(sql: Sql, session: Session): void {
  const record = JSON.stringify(session)
  sql.write('INSERT OR REPLACE INTO sessions VALUES (?, ?)', session.id, record)
}

export const allSessions = (sql: Sql): Session[] =>
  sql
    .read<{ record: string }>('SELECT record FROM sessions')
    .map(({ record }) => JSON.parse(record) as Session)

/** The session, while it stands: of this person as they are now, and not too old for today's policy. */
export function standingSession(
  sql: Sql,
  person: Person,
  id: SessionId,
  policy: SessionPolicy,
  now: Seconds,
): Session | undefined {
  const session = readSession(sql, id)
  const stands =
    session &&
    session.credentialEpoch >= person.credentialEpoch &&
    isSessionAlive(session, policy, now)
  return stands ? session : undefined
}

/** The session that a cookie names; one that was replaced by a newer sign-in names none (session fixation). */
export function sessionOfCookie(
  sql: Sql,
  person: Person,
  { sessionId, cookieId }: SessionKey,
  policy: SessionPolicy,
  now: Seconds,
): Session | undefined {
  const session = standingSession(sql, person, sessionId, policy, now)
  return session?.cookieId === cookieId ? session : undefined
}

export const accountOf = (person: Person, session: Session): SignedInAccount => ({
  username: person.claims.email ?? person.claims.preferred_username ?? person.sub,
  ...(person.claims.name !== undefined && { name: person.claims.name }),
  authenticatedAt: authenticatedAt(session),
})

export function signIn(sql: Sql, given: SignIn, now: Seconds): Result<SessionKey, 'refused'> {
  const person = readPerson(sql)
  if (!person || person.disabled || person.credentialEpoch !== given.credentialEpoch) {
    return err('refused')
  }
  if (given.passwordHash !== undefined) {
    writePerson(sql, { ...person, passwordHash: given.passwordHash })
  }
  const current = given.current && sessionOfCookie(sql, person, given.current, given.policy, now)
  const session = current ? renewed(current, given, now) : begun(person, given, now)
  if (!current) makeRoom(sql)
  writeSession(sql, session)
  return ok({ sessionId: session.id, cookieId: session.cookieId })
}

const begun = (person: Person, given: SignIn, now: Seconds): Session => ({
  id: given.proposed.sessionId,
  cookieId: given.proposed.cookieId,
  facts: [{ method: given.method, at: now }],
  provedFor: given.provedFor,
  createdAt: now,
  lastSeenAt: now,
  tenantEpoch: given.policy.tenantEpoch,
  credentialEpoch: person.credentialEpoch,
  device: given.device,
})

/** The same session, proven again: its grants stay, its cookie changes. */
function renewed(session: Session, given: SignIn, now: Seconds): Session {
  const fact: AuthenticationFact = { method: given.method, at: now }
  const others = session.facts.filter(({ method }) => method !== given.method)
  return {
    ...session,
    cookieId: given.proposed.cookieId,
    facts: [...others, fact],
    provedFor: given.provedFor,
    lastSeenAt: now,
    device: given.device,
  }
}

/** Of very many sessions the ones that were seen longest ago go. */
function makeRoom(sql: Sql): void {
  const sessions = allSessions(sql)
  if (sessions.length < MOST_SESSIONS) return
  const oldest = sessions.toSorted((a, b) => a.lastSeenAt - b.lastSeenAt)
  for (const { id } of oldest.slice(0, sessions.length - MOST_SESSIONS + 1)) dropSession(sql, id)
}

/** Seen is written down now and then, so that being seen costs no row each time. */
export function touchSession(
  sql: Sql,
  session: Session,
  policy: SessionPolicy,
  now: Seconds,
): void {
  if (now - session.lastSeenAt >= policy.idle / 24)
    writeSession(sql, { ...session, lastSeenAt: now })
}

/** @returns whether there was one */
export const dropSession = (sql: Sql, id: string): boolean =>
  sql.read('SELECT 1 FROM sessions WHERE id = ?', id).length > 0 &&
  sql.write('DELETE FROM sessions WHERE id = ? RETURNING 1', id).length > 0

export function dropSessions(sql: Sql): number {
  return allSessions(sql).length === 0 ? 0 : sql.write('DELETE FROM sessions RETURNING 1').length
}

/** Signs out by the cookie: only the newest one of a session does. */
export function signOut(sql: Sql, { sessionId, cookieId }: SessionKey): boolean {
  return readSession(sql, sessionId)?.cookieId === cookieId && dropSession(sql, sessionId)
}
