/** Clients that register themselves: each is counted against the leave that it has, in the turn in which it is written. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { Client } from '../../domain/client.ts'
import { clientProjection } from '../../domain/projection.ts'
import { countClient, countOpenClient } from '../../domain/registration.ts'
import { nowSeconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readClient, writeClient } from './clients.ts'
import { readToken, writeToken } from './initial_access_tokens.ts'
import type { Ledger } from './ledger.ts'
import { readOpen, writeOpen } from './open_registrations.ts'
import { readSettings } from './settings.ts'
import type { Sql } from '../sql.ts'

/**
 * `closed`: the tenant registers nobody, or nobody without a token. `no_leave`: the token is revoked, expired or used up.
 * `too_many`: so many came without one.
 */
export type AdmissionRefusal = 'exists' | 'closed' | 'no_leave' | 'too_many'

export async function admitClient(
  ledger: Ledger,
  client: Client,
  audit: AuditEvent,
): Promise<Result<Client, AdmissionRefusal>> {
  const id = client.client_id
  const known = readClient(ledger.sql, id)
  if (known && ledger.wasMade(audit)) return ok(known)
  if (known !== undefined) return err('exists')
  const counted = countAgainstLeave(ledger.sql, client)
  if (!counted.ok) return counted
  return ledger.change([clientProjection(id)], [audit], (revision) => {
    counted.value()
    return ok(writeClient(ledger.sql, { ...client, revision }))
  })
}

/** Whether the client may come in; what is to be written then says that it has. */
function countAgainstLeave(
  sql: Sql,
  { registration }: Client,
): Result<() => void, AdmissionRefusal> {
  const { registration: mode, open_registrations_per_hour: mostInHour } = readSettings(sql)
  const tokenId = registration?.initialAccessToken ?? null
  if (mode !== 'open' && (mode !== 'token' || tokenId === null)) return err('closed')
  if (tokenId === null) {
    const counted = countOpenClient(readOpen(sql), mostInHour, nowSeconds())
    return counted.ok ? ok(() => writeOpen(sql, counted.value)) : counted
  }
  const counted = countClient(readToken(sql, tokenId), nowSeconds())
  return counted.ok ? ok(() => writeToken(sql, counted.value)) : counted
}
