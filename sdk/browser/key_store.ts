/** Where the key of this browser is kept: IndexedDB, which takes a CryptoKey as it is, unreadable. */
import { AmphoraError } from '../errors.ts'
import { makeKeyPair } from './key_pair.ts'

const DATABASE = 'amphora'
const STORE = 'keys'

/**
 * The key of one client in this browser, made when it is first asked for.
 * @throws AmphoraError `key_unavailable`
 */
export async function keyOfBrowser(clientId: string): Promise<CryptoKeyPair> {
  try {
    const database = await openDatabase()
    const known = await readKey(database, clientId)
    return known ?? (await keepFirst(database, clientId, await makeKeyPair()))
  } catch (cause) {
    if (cause instanceof AmphoraError) throw cause
    throw new AmphoraError('key_unavailable', 'IndexedDB keeps nothing here', { cause })
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  return resultOf(opening)
}

async function readKey(database: IDBDatabase, name: string): Promise<CryptoKeyPair | undefined> {
  return resultOf(keysIn(database, 'readonly').get(name) as IDBRequest<CryptoKeyPair | undefined>)
}

/** Two tabs may both have made one: the first that is kept is the key of both. */
async function keepFirst(
  database: IDBDatabase,
  name: string,
  pair: CryptoKeyPair,
): Promise<CryptoKeyPair> {
  const keys = keysIn(database, 'readwrite')
  const standing = (await resultOf(keys.get(name))) as CryptoKeyPair | undefined
  if (standing) return standing
  await resultOf(keys.add(pair, name))
  return pair
}

const keysIn = (database: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore =>
  database.transaction(STORE, mode).objectStore(STORE)

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no result')))
  })
