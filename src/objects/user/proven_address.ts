/**
 * The first time that somebody proves to read the mail of an account. Whoever made it may have been somebody else, who put
 * a stranger's address down and waits for them to come (pre-account hijacking, GHSA-g38m-r43w-p2q7). So nothing that
 * was set before stays: no password, no passkey, no second factor, no session, no grant.
 */
import type { Person } from '../../domain/person.ts'
import { ownEvent } from '../../domain/security_event.ts'
import {
  forgetRecoveryCodes,
  forgetTotp,
  readPasskeys,
  writePasskeys,
  writePerson,
} from './documents.ts'
import { dropSessions } from './sessions.ts'
import type { Turn } from './turn.ts'

export function proveAddress(turn: Turn, person: Person): void {
  const { claims, credentialEpoch, revision } = person
  if (claims.email_verified === true) return
  writePerson(turn.sql, {
    ...person,
    claims: { ...claims, email_verified: true },
    passwordHash: null,
    credentialEpoch: credentialEpoch + 1,
    updatedAt: turn.now,
    revision: revision + 1,
  })
  writePasskeys(turn.sql, { ...readPasskeys(turn.sql), passkeys: [] })
  forgetTotp(turn.sql)
  forgetRecoveryCodes(turn.sql)
  dropSessions(turn)
  turn.tell(ownEvent('email_proven', revision, turn.now))
}
