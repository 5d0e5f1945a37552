/**
 * The keys above all others, from the Worker's secrets. They wrap the tenants' key rings and nothing else. All that
 * are listed open; the one that is named seals, and what it seals bears its id.
 */
import { fromBase64url } from '../kernel/encoding.ts'
import { importBaseKey, openField, sealField, type Place } from './sealed_field.ts'

export interface MasterKeys {
  sealingId: string
  byId: ReadonlyMap<string, CryptoKey>
}

/**
 * @param listed `id:key,…`, each key 32 bytes in base64url
 * @param sealingId the id of the key that seals; empty for the first
 * @throws Error that says what is wrong, without a key in it
 */
export async function readMasterKeys(listed: string, sealingId: string): Promise<MasterKeys> {
  const entries = listed.split(',').map((entry) => entry.trim())
  const byId = new Map<string, CryptoKey>()
  for (const [index, entry] of entries.entries()) {
    const { id, bytes } = readEntry(entry, index + 1)
    if (byId.has(id)) throw new Error(`MASTER_KEYS lists the id "${id}" twice`)
    byId.set(id, await importBaseKey(bytes))
  }
  const sealing = sealingId || [...byId.keys()][0]
  if (sealing === undefined || !byId.has(sealing)) {
    throw new Error(`MASTER_KEY_ID names "${sealingId}", which MASTER_KEYS does not list`)
  }
  return { sealingId: sealing, byId }
}

function readEntry(
  entry: string,
  position: number,
): { id: string; bytes: Uint8Array<ArrayBuffer> } {
  const match = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry)
  const bytes = fromBase64url((match?.[2] ?? '').replace(/=+$/, ''))
  if (!match?.[1] || bytes?.length !== 32) {
    throw new Error(
      `entry ${position} of MASTER_KEYS must be an id, a colon and 32 bytes in base64url`,
    )
  }
  return { id: match[1], bytes }
}

/** Seals a text for one place under the key that seals now. */
export async function sealUnderMasterKey(
  masterKeys: MasterKeys,
  text: string,
  place: Place,
): Promise<string> {
  const key = masterKeys.byId.get(masterKeys.sealingId)
  if (!key) throw new Error(`MASTER_KEYS does not list "${masterKeys.sealingId}"`)
  return `${masterKeys.sealingId}.${await sealField(key, text, place)}`
}

/** @throws Error where the key is not listed any more, or this was not sealed for this place. */
export async function openUnderMasterKey(
  masterKeys: MasterKeys,
  sealed: string,
  place: Place,
): Promise<string> {
  const [id = '', field = ''] = sealed.split('.')
  const name = `${place.table} ${place.row}`
  const key = masterKeys.byId.get(id)
  if (!key) throw new Error(`MASTER_KEYS does not list the key "${id}" that seals ${name}`)
  const text = await openField(key, field, place)
  if (text === undefined) throw new Error(`${name} does not open under the master key "${id}"`)
  return text
}

/** Whether this was sealed by the key that seals now. */
export const isSealedByCurrent = (masterKeys: MasterKeys, sealed: string): boolean =>
  sealed.startsWith(`${masterKeys.sealingId}.`)
