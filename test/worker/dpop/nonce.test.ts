/** Nonces for proofs, where a tenant requires them (RFC 9449 §8, §9, catalogue 133). */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { seal } from '../../../src/crypto/envelope.ts'
import type { TenantKeys } from '../../../src/crypto/tenant_keys.ts'
import { KEY_ROTATES_AFTER } from '../../../src/domain/key_ring.ts'
import { DAY, MINUTE, nowSeconds, type Seconds } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT, type TenantId } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { isolate, runAlarms, setTime, tenantsOf } from '../registry/house.ts'
import {
  askWithProof,
  newHolder,
  PAR_URL,
  postWithProof,
  redeemWithProof,
  TOKEN_URL,
  type Holder,
} from '../support/dpop.ts'
import { registerClient, type TestClient } from '../support/relying_party.ts'
import {
  newCode,
  signedInPerson,
  worldOfRequest,
  type SignedInPerson,
} from '../support/signed_in.ts'

let client: TestClient
let robot: TestClient
let ada: SignedInPerson
let holder: Holder

beforeAll(async () => {
  await admin('PATCH', '/tenant', { scopes: [{ name: 'stock', description: 'Count the stock' }] })
  client = await registerClient()
  robot = await registerClient({ grant_types: ['client_credentials'], scopes: ['stock'] })
  ada = await signedInPerson()
  holder = await newHolder()
})

beforeEach(() => requireNonce(true))
afterEach(() => {
  vi.useRealTimers()
})

const requireNonce = (require_dpop_nonce: boolean) =>
  admin('PATCH', '/tenant', { require_dpop_nonce })

const proofWith = (nonce: unknown) => holder.proof(TOKEN_URL, { nonce })

async function nonceOf(code: string): Promise<string> {
  const { nonce } = await redeemWithProof(client, code, await proofWith(undefined))
  expect(nonce).toBeTruthy()
  return nonce ?? ''
}

const ourKeys = () => worldOfRequest().registry.keys()

const sealed = async (
  purpose: 'dpop_nonce' | 'cursor',
  at: number,
  keys: Promise<TenantKeys> = ourKeys(),
) => seal(await keys, purpose, { at })

/** Those of a tenant that shares the Worker with ours. */
async function foreignKeys(): Promise<TenantKeys> {
  const tenant = 'another-tenant' as TenantId
  await tenantsOf(tenant).since(0)
  await runAlarms(tenant)
  return isolate(tenant).at(nowSeconds()).keys()
}

describe('a proof without a current nonce', () => {
  it.each<{ name: string; nonce: () => unknown }>([
    { name: 'none', nonce: () => undefined },
    { name: 'an empty one', nonce: () => '' },
    { name: 'one of another server', nonce: () => 'eyJ7S_zG.eyJH0-Z.HX4w-7v' },
    { name: 'a number', nonce: () => 5 },
    {
      name: 'one that is five minutes old',
      nonce: () => sealed('dpop_nonce', worldOfRequest().now - 300),
    },
    {
      name: 'one that is still to come',
      nonce: () => sealed('dpop_nonce', worldOfRequest().now + 300),
    },
    { name: 'another envelope of ours', nonce: () => sealed('cursor', worldOfRequest().now) },
    {
      name: 'one of another tenant',
      nonce: () => sealed('dpop_nonce', worldOfRequest().now, foreignKeys()),
    },
  ])('$name is told a new one, and has used up nothing', async ({ nonce }) => {
    const code = await newCode(client, ada)
    const given = await proofWith(await nonce())
    const refused = await redeemWithProof(client, code, given)
    expect(refused).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } })
    expect(refused.nonce).toBeTruthy()
    const again = await redeemWithProof(client, code, given)
    expect(again.body['error']).toBe('use_dpop_nonce')
    const good = await redeemWithProof(client, code, await proofWith(refused.nonce))
    expect(good.status).toBe(200)
    expect(good.nonce).toBeTruthy()
  })

  it('is 401 with the same at userinfo, and 400 at a push (RFC 9449 §9)', async () => {
    const code = await newCode(client, ada)
    const nonce = await nonceOf(code)
    const { body } = await redeemWithProof(client, code, await proofWith(nonce))
    const token = String(body['access_token'])
    const refused = await askWithProof(token, await holder.proofWith(token))
    expect(refused).toMatchObject({ status: 401, body: { error: 'use_dpop_nonce' } })
    expect(refused.challenge).toMatch(/^DPoP .*error="use_dpop_nonce"/)
    const given = await holder.proofWith(token, { nonce: refused.nonce })
    expect((await askWithProof(token, given)).status).toBe(200)
    const request = { request: await client.requestObject() }
    const pushed = await postWithProof(client, PAR_URL, request, await holder.proof(PAR_URL))
    expect(pushed).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } })
    const once = await holder.proof(PAR_URL, { nonce: pushed.nonce })
    expect((await postWithProof(client, PAR_URL, request, once)).status).toBe(201)
  })
})

describe('a nonce', () => {
  it('works in many proofs, and no longer than five minutes', async () => {
    const nonce = await nonceOf(await newCode(client, ada))
    for (const seconds of [0, 100, 190]) {
      vi.setSystemTime(Date.now() + seconds * 1000)
      const given = await proofWith(nonce)
      const answer = await redeemWithProof(client, await newCode(client, ada), given)
      expect(answer.status, `after ${seconds} s more`).toBe(200)
    }
    vi.setSystemTime(Date.now() + 20_000)
    const late = await redeemWithProof(client, await newCode(client, ada), await proofWith(nonce))
    expect(late.body['error']).toBe('use_dpop_nonce')
  })

  it('outlives the rotation of the key that sealed it', async () => {
    const ask = async (nonce: unknown) =>
      postWithProof(robot, TOKEN_URL, { grant_type: 'client_credentials' }, await proofWith(nonce))
    const { sealing } = await tenantsOf(MAIN_TENANT).keyRing()
    const rotation = (sealing[0]?.since ?? 0) + KEY_ROTATES_AFTER
    await tenantAt(rotation - 10 * DAY)
    await tenantAt(rotation - MINUTE)
    const { nonce } = await ask(undefined)
    await tenantAt(rotation + MINUTE)
    const answer = await ask(nonce)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(sealingKeyOf(answer.nonce)).not.toBe(sealingKeyOf(nonce))
    expect((await ask(answer.nonce)).status).toBe(200)
  })

  it('is not asked for, nor given out, where the tenant does not require one', async () => {
    await requireNonce(false)
    const answer = await redeemWithProof(client, await newCode(client, ada), await proofWith('any'))
    expect(answer).toMatchObject({ status: 200, nonce: null })
  })
})

/** Goes to a time at which the tenant has done all that was due. */
async function tenantAt(now: Seconds): Promise<void> {
  setTime(now)
  await runAlarms(MAIN_TENANT)
}

/** Version and number of the key come first: 3 bytes. */
const sealingKeyOf = (nonce: string | null) => nonce?.slice(0, 4)
