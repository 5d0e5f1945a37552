import { evictDurableObject, runInDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { createLocalJWKSet, jwtVerify, SignJWT, type JWK } from 'jose'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open, seal } from '../../../src/crypto/envelope.ts'
import { readMasterKeys } from '../../../src/crypto/master_keys.ts'
import { currentSigningKey, publishedJwks } from '../../../src/crypto/tenant_keys.ts'
import { Jobs } from '../../../src/jobs.ts'
import { DAY, MINUTE, nowSeconds, type Seconds } from '../../../src/kernel/clock.ts'
import { base64url } from '../../../src/kernel/encoding.ts'
import type { TenantId } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../../../src/spec/client_metadata.ts'
import { audit, isolate, runAlarms, setTime, tenantObject, tenantsOf } from './house.ts'

const START = nowSeconds() + 1000 * DAY
beforeEach(() => setTime(START))

async function newTenant(): Promise<TenantId> {
  const tenant = randomToken() as TenantId
  await tenantsOf(tenant).since(0)
  await runAlarms(tenant)
  return tenant
}

/** What a verifier gets that fetches the key set from an isolate at this time. */
const jwksAt = async (tenant: TenantId, at: Seconds): Promise<{ keys: JWK[] }> =>
  publishedJwks(await isolate(tenant).at(at).keys())

async function sign(tenant: TenantId, alg: SigningAlgorithm, at: Seconds): Promise<string> {
  const { kid, privateKey } = currentSigningKey(await isolate(tenant).at(at).keys(), alg)
  return new SignJWT({ alg }).setProtectedHeader({ alg, kid }).sign(privateKey)
}

const verifies = (token: string, jwks: { keys: JWK[] }): Promise<boolean> =>
  jwtVerify(token, createLocalJWKSet(jwks)).then(
    () => true,
    () => false,
  )

describe('three rotations by alarm (F7)', () => {
  it('leave every token verifiable: by a key set fetched before it, and until it has died', async () => {
    const tenant = await newTenant()
    const kids = new Set<string>()
    let earlier = await jwksAt(tenant, START)
    let living: { token: string; diesAt: Seconds }[] = []
    for (let now = START; now <= START + 95 * DAY; now += DAY / 2) {
      setTime(now)
      await runAlarms(tenant)
      const jwks = await jwksAt(tenant, now)
      for (const alg of SIGNING_ALGORITHMS) {
        const token = await sign(tenant, alg, now)
        expect(await verifies(token, earlier)).toBe(true)
        living.push({ token, diesAt: now + DAY })
      }
      living = living.filter(({ diesAt }) => diesAt >= now)
      for (const { token } of living) expect(await verifies(token, jwks)).toBe(true)
      kids.add(currentSigningKey(await isolate(tenant).at(now).keys(), 'EdDSA').kid)
      earlier = jwks
    }
    expect(kids.size).toBe(4)
    const { signing } = await tenantsOf(tenant).keyRing()
    const states = signing.filter(({ alg }) => alg === 'EdDSA').map(({ state }) => state)
    expect(states.toSorted()).toEqual(['archived', 'archived', 'archived', 'current', 'next'])
    expect((await jwksAt(tenant, START + 95 * DAY)).keys).toHaveLength(8)
  })

  it('leave every envelope openable, also by an isolate that has not heard of the rotation yet', async () => {
    const tenant = await newTenant()
    const stale = await isolate(tenant).at(START).keys()
    const old = await seal(stale, 'refresh_token', 'a')
    setTime(START + 30 * DAY)
    await runAlarms(tenant)
    const fresh = await isolate(tenant)
      .at(START + 30 * DAY)
      .keys()
    expect(fresh.sealing.map(({ state }) => state)).toEqual(['retired', 'current', 'next'])
    expect(await open(fresh, 'refresh_token', old)).toBe('a')
    expect(await open(stale, 'refresh_token', await seal(fresh, 'refresh_token', 'b'))).toBe('b')
  })

  it('are told in the audit, each step once', async () => {
    const tenant = await newTenant()
    setTime(START + 30 * DAY)
    await runAlarms(tenant)
    const { items } = await tenantsOf(tenant).audit({ limit: 99, after: null })
    const steps = items.filter(({ detail }) => detail?.['kind'] === 'EdDSA')
    expect(steps.map(({ event }) => event).toSorted()).toEqual([
      'key.current',
      'key.next',
      'key.next',
      'key.retired',
    ])
    expect(JSON.stringify(items)).not.toContain('sealed')
  })

  it('wait for a job that fails, sign on meanwhile, and make one key however often the job ran', async () => {
    const tenant = randomToken() as TenantId
    await tenantsOf(tenant).since(0)
    const job = vi.spyOn(Jobs.prototype, 'generateSigningKey').mockRejectedValue(new Error('no'))
    await runDurableObjectAlarm(tenantObject(tenant))
    const alarm = await runInDurableObject(tenantObject(tenant), (_, { storage }) =>
      storage.getAlarm(),
    )
    expect(alarm).toBe((START + MINUTE) * 1000)
    expect(await sign(tenant, 'RS256', START)).toBeTypeOf('string')
    job.mockRestore()
    setTime(START + MINUTE)
    await Promise.all([
      runAlarms(tenant),
      tenantsOf(tenant).rotateKey('RS256', false, audit('key.rotated')),
      tenantsOf(tenant).rotateKey('RS256', false, audit('key.rotated')),
    ])
    const { signing } = await tenantsOf(tenant).keyRing()
    expect(signing.map(({ alg, state }) => `${alg} ${state}`).toSorted()).toEqual(
      SIGNING_ALGORITHMS.flatMap((alg) => [`${alg} current`, `${alg} next`]).toSorted(),
    )
  })
})

describe('a ring of a version that signed with fewer algorithms', () => {
  it('has the first key of each made once, before anybody is answered, and all others stay', async () => {
    const tenant = await newTenant()
    const { signing: all } = await tenantsOf(tenant).keyRing()
    const known = all.filter(({ alg }) => alg === 'RS256' || alg === 'EdDSA')
    await runInDurableObject(tenantObject(tenant), (_, { storage }) => {
      const query =
        "UPDATE documents SET record = json_set(record, '$.signing', json(?)) WHERE name = 'keys'"
      storage.sql.exec(query, JSON.stringify(known))
    })
    await evictDurableObject(tenantObject(tenant))
    const signed = await Promise.all(SIGNING_ALGORITHMS.map((alg) => sign(tenant, alg, START)))
    const jwks = await jwksAt(tenant, START)
    for (const token of signed) expect(await verifies(token, jwks)).toBe(true)
    const { signing } = await tenantsOf(tenant).keyRing()
    expect(signing).toEqual(expect.arrayContaining(known))
    const made = signing.filter(({ alg, state }) => /^[PE]S256$/.test(alg) && state === 'current')
    expect(made.map(({ alg }) => alg).toSorted()).toEqual(['ES256', 'PS256'])
  })
})

describe('a rotation on demand', () => {
  it('signs with the next key at once where that has been published for a day', async () => {
    const tenant = await newTenant()
    const before = await jwksAt(tenant, START)
    const old = await sign(tenant, 'EdDSA', START)
    setTime(START + DAY)
    const ring = await tenantsOf(tenant).rotateKey('EdDSA', false, audit('key.rotated'))
    expect(ring.signing.filter(({ alg }) => alg === 'EdDSA').map(({ state }) => state)).toEqual([
      'retired',
      'current',
    ])
    const token = await sign(tenant, 'EdDSA', START + DAY)
    expect(await verifies(token, before)).toBe(true)
    expect(await verifies(old, await jwksAt(tenant, START + DAY))).toBe(true)
    await runAlarms(tenant)
    expect((await jwksAt(tenant, START + DAY)).keys).toHaveLength(9)
  })

  it('that is asked for twice with one id rotates once', async () => {
    const tenant = await newTenant()
    setTime(START + 2 * DAY)
    const asked = audit('key.rotated')
    const first = await tenantsOf(tenant).rotateKey('EdDSA', true, asked)
    expect(await tenantsOf(tenant).rotateKey('EdDSA', true, asked)).toEqual(first)
  })
})

describe('an emergency', () => {
  it('kills what the key signed, within the lease, and leaves a key that everybody knows', async () => {
    const tenant = await newTenant()
    const warm = isolate(tenant)
    const jwks = publishedJwks(await warm.at(START).keys())
    const stolen = await sign(tenant, 'EdDSA', START)
    const other = await sign(tenant, 'RS256', START)
    await tenantsOf(tenant).rotateKey('EdDSA', true, audit('key.revoked'))
    const after = publishedJwks(await warm.at(START + 31).keys())
    expect(await verifies(stolen, after)).toBe(false)
    expect(await verifies(other, after)).toBe(true)
    expect(await verifies(await sign(tenant, 'EdDSA', START), jwks)).toBe(true)
    await runAlarms(tenant)
    expect((await jwksAt(tenant, START)).keys).toHaveLength(8)
  })

  it('in the very first minute, before there is a next key, has one made', async () => {
    const tenant = randomToken() as TenantId
    await tenantsOf(tenant).since(0)
    const stolen = await sign(tenant, 'RS256', START)
    await tenantsOf(tenant).rotateKey('RS256', true, audit('key.revoked'))
    expect(await verifies(stolen, await jwksAt(tenant, START))).toBe(false)
    expect(await verifies(await sign(tenant, 'RS256', START), await jwksAt(tenant, START))).toBe(
      true,
    )
  })
})

describe('a rotation of the master key', () => {
  const old = 'test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'
  const fresh = `new:${base64url(new Uint8Array(32).fill(9))}`

  it('opens with both, seals the ring anew, and then needs the old one no more', async () => {
    const tenant = await newTenant()
    const envelope = await seal(await isolate(tenant).at(START).keys(), 'code', 'a')
    const onlyNew = { masterKeys: () => readMasterKeys(fresh, '') }
    await expect(isolate(tenant, onlyNew).at(START).keys()).rejects.toThrow(
      'MASTER_KEYS does not list the key "test"',
    )
    const both = isolate(tenant, { masterKeys: () => readMasterKeys(`${old},${fresh}`, 'new') })
    expect(await open(await both.at(START).keys(), 'code', envelope)).toBe('a')
    await both.settled()
    const later = await isolate(tenant, onlyNew).at(START).keys()
    expect(await open(later, 'code', envelope)).toBe('a')
    const { items } = await tenantsOf(tenant).audit({
      limit: 9,
      after: null,
      event: 'key.resealed',
    })
    expect(items).toHaveLength(1)
  })

  it('does not overwrite a ring that was rotated meanwhile', async () => {
    const tenant = await newTenant()
    const ring = await tenantsOf(tenant).keyRing()
    const rotated = await tenantsOf(tenant).rotateKey('EdDSA', true, audit('key.revoked'))
    await tenantsOf(tenant).resealKeys(ring, audit('key.resealed'))
    expect(await tenantsOf(tenant).keyRing()).toEqual(rotated)
  })
})
