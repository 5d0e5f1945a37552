/**
 * The first time that somebody proves an account's address to be theirs. Whoever made the account may have been somebody
 * else, who put a stranger's address down and waits for them to come (pre-account hijacking, GHSA-g38m-r43w-p2q7). So
 * nothing that was set before stays: no password, no passkey, no second factor, no identity, no session, no grant.
 */
import { upstreamName, type LinkedIdentity } from '../../domain/identity.ts'
import { hasIdentity, identitiesOf } from '../../domain/linked_identities.ts'
import { passkeyName } from '../../domain/passkey.ts'
import type { Person } from '../../domain/person.ts'
import {
  forgetCodeAttempts,
  forgetRecovery,
  forgetRecoveryCodes,
  forgetTotp,
  readPasskeys,
  writePasskeys,
  writePerson,
} from './documents.ts'
import { withdrawGrants } from './grants.ts'
import { letGo } from './let_go.ts'
import { dropSessions } from './sessions.ts'
import type { Turn } from './turn.ts'

/**
 * Closes every way in that there was, and ends what came of it.
 * @param identities by which the person comes from now on
 * @returns the person as they are now
 */
export function beginAnew(
  turn: Turn,
  person: Person,
  identities: readonly LinkedIdentity[] = [],
): Person {
  const { sql, now } = turn
  const anew: Person = {
    ...person,
    claims: { ...person.claims, email_verified: true },
    passwordHash: null,
    identities,
    credentialEpoch: person.credentialEpoch + 1,
    updatedAt: now,
    revision: person.revision + 1,
  }
  writePerson(sql, anew)
  dropSessions(turn)
  withdrawGrants(turn)
  const kept = readPasskeys(sql)
  writePasskeys(sql, { ...kept, passkeys: [] })
  forgetTotp(sql)
  forgetRecoveryCodes(sql)
  forgetCodeAttempts(sql)
  forgetRecovery(sql)
  const gone = identitiesOf(person).filter((each) => !hasIdentity(anew, each))
  letGo(turn, [...kept.passkeys.map(passkeyName), ...gone.map(upstreamName)])
  return anew
}
