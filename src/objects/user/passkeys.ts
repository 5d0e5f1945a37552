/** A person's passkeys: looked up to be verified, and used once for each challenge. */
import type { AuthenticationFact } from '../../domain/authentication.ts'
import { usePasskey, type Passkey, type PasskeyUse } from '../../domain/passkey.ts'
import type { FactorPolicy } from '../../domain/sign_in.ts'
import { readPasskeys, readPerson, writePasskeys } from './documents.ts'
import type { Turn } from './turn.ts'

/** What an assertion of this passkey is verified with; undefined for one that opens nothing here. */
export function passkey(
  { sql }: Turn,
  id: string,
): { publicKey: string; credentialEpoch: number } | undefined {
  const person = readPerson(sql)
  const known = readPasskeys(sql).passkeys.find((each) => each.id === id)
  return person && known && { publicKey: known.publicKey, credentialEpoch: person.credentialEpoch }
}

/** The fact that a verified assertion makes; undefined where it was used before, or its key is not what it was. */
export function takePasskey(turn: Turn, use: PasskeyUse): AuthenticationFact | undefined {
  const { sql, now } = turn
  const used = usePasskey(readPasskeys(sql), use, now)
  if (used.ok ? used.value.isBehind : used.reason === 'counter') tellOfCounter(turn, use, used.ok)
  if (!used.ok) return undefined
  writePasskeys(sql, used.value.kept)
  const { isSynced, isUserVerified } = use
  return { method: 'passkey', at: now, passkey: { isSynced, isUserVerified } }
}

const tellOfCounter = ({ tell, now }: Turn, { id, counter }: PasskeyUse, isTaken: boolean): void =>
  tell({
    id: `passkey_counter:${id}:${counter}`,
    at: now,
    event: 'passkey_counter',
    detail: { passkey: id, counter, taken: isTaken },
  })

/** Whether this person has one, where passkeys prove anything at all. */
export const hasPasskey = (
  { sql }: Pick<Turn, 'sql'>,
  { arePasskeysOff = false }: FactorPolicy,
): boolean => !arePasskeysOff && readPasskeys(sql).passkeys.length > 0

/** In the order in which they were made. */
export const passkeysOf = ({ sql }: Pick<Turn, 'sql'>): Passkey[] => [...readPasskeys(sql).passkeys]
