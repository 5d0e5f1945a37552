/** What the platform takes for an Ed25519 signature, under the keys that we would let a client register. */
import { describe, expect, it } from 'vitest'
import edge from '../../vectors/ed25519-edge.json'
import { isStrongPoint } from '../../../src/crypto/ed25519_point.ts'
import { readJws, verifyJws } from '../../../src/crypto/jws.ts'
import { candidates, keysOfSet } from '../../../src/crypto/verification_keys.ts'
import { usableKeys } from '../../../src/crypto/registered_keys.ts'
import { sharedVectors } from '../support/shared_vectors.ts'

interface Wycheproof {
  testGroups: {
    publicKey: { pk: string }
    tests: { tcId: number; comment: string; msg: string; sig: string; result: string }[]
  }[]
}
interface Speccheck {
  cases: { message: string; pub_key: string; signature: string }[]
}

const wycheproof = await sharedVectors<Wycheproof>('wycheproof-ed25519')
const speccheck = await sharedVectors<Speccheck>('ed25519-speccheck')

/** The two halves of our verification: the key is sound, and the signature has its length and is right. */
async function isTaken(key: string, message: string, signature: string): Promise<boolean> {
  const raw = Uint8Array.fromHex(key)
  const bytes = Uint8Array.fromHex(signature)
  if (!isStrongPoint(raw) || bytes.length !== 64) return false
  const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', publicKey, bytes, Uint8Array.fromHex(message))
}

describe.skipIf(!wycheproof)('Wycheproof, Ed25519 (RFC 8032 §5.1.7)', () => {
  const tests = (wycheproof?.testGroups ?? []).flatMap(({ publicKey, tests }) =>
    tests.map((test) => ({ ...test, pk: publicKey.pk })),
  )
  it.each(tests)('$tcId $comment: $result', async ({ pk, msg, sig, result }) => {
    expect(await isTaken(pk, msg, sig)).toBe(result === 'valid')
  })
})

describe.skipIf(!speccheck)('Taming the many EdDSAs', () => {
  it.each([0, 1, 6, 7, 8, 9, 10, 11])('refuses case %i', async (index) => {
    const { pub_key = '', message = '', signature = '' } = speccheck?.cases[index] ?? {}
    expect(await isTaken(pub_key, message, signature)).toBe(false)
  })
})

describe('forged under a key that is not sound (RFC 8725 §3.4)', () => {
  const forged = edge.vectors.filter(({ forgedJws }) => forgedJws !== undefined)
  it.each(forged)('no key of a fetched set verifies $hex', async ({ jwk, forgedJws = '' }) => {
    const set = await usableKeys({ keys: [jwk] })
    const jws = readJws(forgedJws)
    if (!set.ok || !jws.ok) throw new Error('neither the set nor the message is what is wrong')
    const keys = candidates(keysOfSet(set.value), jws.value)
    expect(keys).toEqual([])
    expect(await verifyJws(jws.value, keys, () => {})).toEqual({
      ok: false,
      reason: 'signature_wrong',
    })
  })
})
