/** The sessions of a person: named by their cookie, seen now and then, ended by it or by an operator. */
import type { SessionKey, SignedInAccount } from '../../domain/approval.ts'
import { authenticatedAt } from '../../domain/authentication.ts'
import { nameOf, type Person } from '../../domain/person.ts'
import type { Session, SessionPolicy } from '../../domain/session.ts'
import { isSessionStanding } from '../../domain/standing.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ClientId } from '../../kernel/ids.ts'
import { readPerson, writePerson } from './documents.ts'
import { noteLogouts } from './logouts.ts'
import type { Sql } from '../sql.ts'
import type { Turn } from './turn.ts'

const MOST_SESSIONS = 100

export function readSession(sql: Sql, id: string): Session | undefined {
  const [row] = sql.read<{ record: string }>('SELECT record FROM sessions WHERE id = ?', id)
  return row && (JSON.parse(row.record) as Session)
}

export function writeSession(sql: Sql, session: Session): void {
  const record = JSON.stringify(session)
  sql.write('INSERT OR REPLACE INTO sessions (id, record) VALUES (?, ?)', session.id, record)
}

const allSessions = (sql: Sql): Session[] =>
  sql
    .read<{ record: string }>('SELECT record FROM sessions')
    .map(({ record }) => JSON.parse(record) as Session)

/** Those that still stand. */
export function standingSessions({ sql, now }: Turn, policy: SessionPolicy): Session[] {
  const person = readPerson(sql)
  return person
    ? allSessions(sql).filter((each) => isSessionStanding(each, person, policy, now))
    : []
}

/** The session that a cookie names; one that was replaced by a newer sign-in names none (session fixation). */
export function sessionOfCookie(
  { sql, now }: Turn,
  person: Person,
  { sessionId, cookieId }: SessionKey,
  policy: SessionPolicy,
): Session | undefined {
  const session = readSession(sql, sessionId)
  const isNamed = session?.cookieId === cookieId
  return isNamed && isSessionStanding(session, person, policy, now) ? session : undefined
}

export const accountOf = (person: Person, session: Session): SignedInAccount => ({
  username: nameOf(person),
  ...(person.claims.name !== undefined && { name: person.claims.name }),
  authenticatedAt: authenticatedAt(session),
})

/** Who the session of a cookie belongs to. */
export function accountOfCookie(
  turn: Turn,
  key: SessionKey,
  policy: SessionPolicy,
): Result<SignedInAccount, 'no_session'> {
  const person = readPerson(turn.sql)
  const session = person && sessionOfCookie(turn, person, key, policy)
  return session ? ok(accountOf(person, session)) : err('no_session')
}

/** What has fallen goes quietly; and of very many that stand, the one that was seen longest ago. */
export function makeRoom(turn: Turn, person: Person, policy: SessionPolicy): void {
  const { sql, now } = turn
  const sessions = allSessions(sql)
  const standing = sessions.filter((each) => isSessionStanding(each, person, policy, now))
  const fallen = sessions.filter((each) => !standing.includes(each))
  const oldest = standing.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt).slice(MOST_SESSIONS - 1)
  for (const { id } of fallen) forgetSession(sql, id)
  for (const { id } of oldest) dropSession(turn, id)
}

/** Seen is written down now and then, so that being seen costs no row each time. */
export function touchSession({ sql, now }: Turn, session: Session, policy: SessionPolicy): void {
  if (now - session.lastSeenAt < policy.idle / 24) return
  writeSession(sql, { ...session, lastSeenAt: now })
}

/** Remembers that a client knows of this session, once. @returns the session as it is now */
export function rememberClient(sql: Sql, session: Session, clientId: ClientId): Session {
  const { clients = [] } = session
  if (clients.includes(clientId)) return session
  const known = { ...session, clients: [...clients, clientId] }
  writeSession(sql, known)
  return known
}

const forgetSession = (sql: Sql, id: string): void => {
  sql.write('DELETE FROM sessions WHERE id = ?', id)
}

/** Ends a session, and has the clients told that know of it. @returns the session, if there was one */
export function dropSession(turn: Turn, id: string): Session | undefined {
  const session = readSession(turn.sql, id)
  if (!session) return undefined
  forgetSession(turn.sql, id)
  noteLogouts(turn, session)
  return session
}

/**
 * @param kept the id of the one that stays, if one does
 * @returns how many were dropped
 */
export function dropSessions(turn: Turn, kept?: string): number {
  const sessions = allSessions(turn.sql).filter(({ id }) => id !== kept)
  for (const { id } of sessions) dropSession(turn, id)
  return sessions.length
}

/**
 * Ends what was proven before, after what the account is proven by has changed (docs/architecture.md "What ends what"): all
 * sessions but the one that it was changed in, and by the record's new `credentialEpoch` all codes and grants.
 * @param changed the record as it is from now on
 * @param kept the session that goes on, as it is from now on but for that epoch; absent for none
 */
export function endAllBut(turn: Turn, changed: Person, kept?: Session): void {
  writePerson(turn.sql, changed)
  dropSessions(turn, kept?.id)
  if (kept) writeSession(turn.sql, { ...kept, credentialEpoch: changed.credentialEpoch })
}

/** Signs out by the cookie: only the newest one of a session does. @returns the clients that know of the session */
export function signOut(
  turn: Turn,
  { sessionId, cookieId }: SessionKey,
): Result<ClientId[], 'no_session'> {
  const isNamed = readSession(turn.sql, sessionId)?.cookieId === cookieId
  const session = isNamed ? dropSession(turn, sessionId) : undefined
  return session ? ok(session.clients ?? []) : err('no_session')
}
