import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { MAIN_TENANT } from '../kernel/ids.ts'
import { base64url } from '../kernel/encoding.ts'
import { seal, open } from './envelope.ts'
import { newClientId, hasOurTag } from './client_id.ts'
import { openClientSecrets, sealClientSecret } from './client_secrets.ts'
import { generateKeyRing, generateSigningKey, openKeyRing, resealKeyRing } from './key_ring.ts'
import { readMasterKeys } from './master_keys.ts'
import { SIGNING_ALGORITHMS } from '../spec/client_metadata.ts'
import { currentSigningKey, publishedJwks } from './tenant_keys.ts'
import { newClientSecret, type ClientId } from '../kernel/ids.ts'
import type { Client } from '../domain/client.ts'

const one = base64url(new Uint8Array(32).fill(1))
const two = base64url(new Uint8Array(32).fill(2))
const masterKeys = await readMasterKeys(`old:${one}`, '')
const ring = await generateKeyRing(masterKeys, MAIN_TENANT, 1000)
const keys = await openKeyRing(masterKeys, ring)

describe('a new key ring', () => {
  it.each(SIGNING_ALGORITHMS)('signs %s with a key of its key set', async (alg) => {
    const key = currentSigningKey(keys, alg)
    const token = await new SignJWT({ a: 1 })
      .setProtectedHeader({ alg, kid: key.kid })
      .sign(key.privateKey)
    const set = createLocalJWKSet(publishedJwks(keys))
    expect((await jwtVerify(token, set)).payload).toEqual({ a: 1 })
    expect(key.publicJwk).toMatchObject({ alg, use: 'sig', kid: key.kid })
    expect(await calculateJwkThumbprint(key.publicJwk)).toBe(key.kid)
  })

  it('publishes no private member (RFC 7517 §9.3)', () => {
    for (const jwk of publishedJwks(keys).keys) {
      expect(Object.keys(jwk).filter((name) => /^(d|p|q|dp|dq|qi|oth|k)$/.test(name))).toEqual([])
    }
  })

  it.each(['RS256', 'PS256'] as const)(
    'has an RSA key of 2048 bits for %s (RFC 7518 §3.3)',
    (alg) => {
      const { privateKey } = currentSigningKey(keys, alg)
      expect(privateKey.algorithm).toMatchObject({ modulusLength: 2048 })
    },
  )

  it('gives no key out once it is opened', () => {
    const every = [
      ...keys.signing.map(({ privateKey }) => privateKey),
      ...keys.sealing.map(({ key }) => key),
      keys.nameKey,
      keys.pairwiseKey,
      keys.restKey,
    ]
    expect(every.every((key) => key !== null && !key.extractable)).toBe(true)
  })

  it('is of no use to another tenant', async () => {
    const stolen = { ...ring, tenant: 'other' as typeof MAIN_TENANT }
    await expect(openKeyRing(masterKeys, stolen)).rejects.toThrow('does not open')
  })

  it('is of no use where two of its keys are exchanged', async () => {
    const exchanged = { ...ring, nameKey: ring.pairwiseKey, pairwiseKey: ring.nameKey }
    await expect(openKeyRing(masterKeys, exchanged)).rejects.toThrow('does not open')
  })

  it('opens a retired key without its private half', async () => {
    const { kid } = currentSigningKey(keys, 'EdDSA')
    const signing = ring.signing.map((key) =>
      key.kid === kid ? { ...key, state: 'retired' as const, sealed: null } : key,
    )
    const opened = await openKeyRing(masterKeys, { ...ring, signing })
    expect(opened.signing.find((key) => key.kid === kid)?.privateKey).toBeNull()
    expect(() => currentSigningKey(opened, 'EdDSA')).toThrow('no current EdDSA key')
  })

  it('gets a next key that is published and does not sign', async () => {
    const next = await generateSigningKey(masterKeys, MAIN_TENANT, 'EdDSA', 2000)
    const opened = await openKeyRing(masterKeys, { ...ring, signing: [...ring.signing, next] })
    expect(publishedJwks(opened).keys.map(({ kid }) => kid)).toContain(next.kid)
    expect(currentSigningKey(opened, 'EdDSA').kid).not.toBe(next.kid)
  })
})

describe('resealKeyRing', () => {
  it('leaves a ring alone whose seals are all of the current master key', async () => {
    expect(await resealKeyRing(masterKeys, ring)).toBeUndefined()
  })

  it('seals everything anew, so that the old master key may go', async () => {
    const both = await readMasterKeys(`old:${one},new:${two}`, 'new')
    const envelope = await seal(keys, 'code', 'payload')
    const resealed = await resealKeyRing(both, ring)
    if (!resealed) throw new Error('nothing was sealed anew')
    const opened = await openKeyRing(await readMasterKeys(`new:${two}`, ''), resealed)
    expect(await open(opened, 'code', envelope)).toBe('payload')
    expect(JSON.stringify(resealed)).not.toContain('"old.')
  })
})

describe('a client id', () => {
  it('of ours is told from all others without I/O', async () => {
    const id = await newClientId(keys)
    expect(id).toMatch(/^client_[A-Za-z0-9_-]{30}$/)
    expect(await hasOurTag(keys, id)).toBe(true)
  })

  it.each([
    { name: 'a made-up one', given: `client_${'a'.repeat(30)}` },
    { name: 'a name', given: 'shop' },
    { name: 'an empty one', given: '' },
    { name: 'a path', given: '../client_x' },
    { name: 'a long one', given: `client_${'a'.repeat(5000)}` },
  ])('has no tag of ours: $name', async ({ given }) => {
    expect(await hasOurTag(keys, given)).toBe(false)
  })

  it('with any character changed has none', async () => {
    const id = await newClientId(keys)
    for (const index of [0, 8, 20, 30, 36]) {
      const changed = id[index] === 'A' ? 'B' : 'A'
      expect(await hasOurTag(keys, id.slice(0, index) + changed + id.slice(index + 1))).toBe(false)
    }
  })

  it('of another tenant has none', async () => {
    const other = await openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 0))
    expect(await hasOurTag(keys, await newClientId(other))).toBe(false)
  })
})

describe('a client secret at rest', () => {
  const clientOf = (id: string, secrets: Client['secrets']) =>
    ({ client_id: id, secrets }) as unknown as Client

  it('comes back to the letter, for HS256 needs its bytes', async () => {
    const id = await newClientId(keys)
    const secret = newClientSecret()
    const sealed = await sealClientSecret(keys, id, secret, 5)
    expect(sealed).toMatchObject({ createdAt: 5, expiresAt: null })
    expect(JSON.stringify(sealed)).not.toContain(secret)
    expect(await openClientSecrets(keys, clientOf(id, [sealed]))).toEqual([
      { secret, expiresAt: null },
    ])
  })

  it('does not open for another client', async () => {
    const sealed = await sealClientSecret(keys, 'client_a' as ClientId, newClientSecret(), 5)
    await expect(openClientSecrets(keys, clientOf('client_b', [sealed]))).rejects.toThrow(
      'a secret of client_b does not open',
    )
  })
})
