/**
 * What Firebase does with scrypt (github.com/firebase/scrypt): the key that is derived from the password encrypts a key
 * of the project's, and that is the hash. Written as `$fbscrypt$v=1,n=14,r=8,p=1,ss=<separator>,sk=<signer key>$<salt>$<hash>`,
 * all of it in base64.
 */
import { fromBase64 } from '../../kernel/encoding.ts'
import type { ForeignScheme } from './foreign_hash.ts'
import { deriveByScrypt, isAffordable } from './scrypt.ts'

const FIREBASE_STRING =
  /^\$fbscrypt\$v=1,n=(\d{1,2}),r=(\d{1,2}),p=1,ss=([A-Za-z0-9+/]{0,86}={0,2}),sk=([A-Za-z0-9+/]{22,172}={0,2})\$([A-Za-z0-9+/]{1,86}={0,2})\$([A-Za-z0-9+/]{22,172}={0,2})$/

const KEY_LENGTH = 32

export const FIREBASE_SCRYPT: ForeignScheme = {
  names: ['fbscrypt'],
  takes:
    'Firebase hashes are taken as $fbscrypt$v=1,n=…,r=…,p=1,ss=…,sk=…$salt$hash, with at most 32 MiB',
  read(text) {
    const [, ln, r, ...encoded] = FIREBASE_STRING.exec(text) ?? []
    const costs = { ln: Number(ln), r: Number(r), p: 1 }
    const [separator, signerKey, salt, hash] = encoded.map(fromBase64)
    const isWhole = separator && salt?.length && hash?.length && hash.length === signerKey?.length
    if (!isWhole || !isAffordable(costs)) return undefined
    return {
      async verify(password) {
        const salted = new Uint8Array([...salt, ...separator])
        const key = deriveByScrypt(password, salted, costs, KEY_LENGTH)
        return crypto.subtle.timingSafeEqual(await encrypt(key, signerKey), hash)
      },
    }
  },
}

/** AES-256 in counter mode, from zero: each key is derived under a salt of its own, and encrypts this once. */
async function encrypt(
  key: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const algorithm = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }
  const imported = await crypto.subtle.importKey('raw', key, 'AES-CTR', false, ['encrypt'])
  return crypto.subtle.encrypt(algorithm, imported, text)
}
