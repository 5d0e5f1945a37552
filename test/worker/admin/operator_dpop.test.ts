/** The admin API by an operator's access token that is bound to a key (RFC 9449 §7.1, catalogue 129–131). */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import {
  askWithProof,
  newHolder,
  redeemWithProof,
  TOKEN_URL,
  type Holder,
} from '../support/dpop.ts'
import type { TestClient } from '../support/relying_party.ts'
import { admin, TOKEN, V1 } from './house.ts'
import { newOperator, newOperatorCode, operatorTokens, registerConsole } from './operator_house.ts'

const url = `${V1}/users`
let app: TestClient
let holder: Holder
let bound: string

beforeAll(async () => {
  app = await registerConsole()
  holder = await newHolder()
  const code = await newOperatorCode(app, await newOperator())
  const { body } = await redeemWithProof(app, code, await holder.proof(TOKEN_URL))
  bound = String(body['access_token'])
})

const proof = async (claims: Record<string, unknown> = {}, by = holder) =>
  by.proof(url, { htm: 'GET', ath: await sha256base64url(bound), ...claims })

describe('a token that is bound to a key', () => {
  it('opens it with a proof of that key, whatever the query', async () => {
    const answer = await askWithProof(bound, await proof(), { url: `${url}?limit=1` })
    expect(answer.status).toBe(200)
  })

  it('is no bearer token', async () => {
    const answer = await askWithProof(bound, await proof(), { url, scheme: 'Bearer' })
    expect(answer.status).toBe(401)
  })

  it('opens it once by each proof', async () => {
    const once = await proof()
    expect((await askWithProof(bound, once, { url })).status).toBe(200)
    const again = await askWithProof(bound, once, { url })
    expect(again).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
  })

  it.each([
    { name: 'none', given: async () => undefined },
    { name: 'of another key', given: async () => proof({}, await newHolder()) },
    { name: 'of another method', given: () => proof({ htm: 'POST' }) },
    { name: 'of another address', given: () => proof({ htu: `${V1}/tenant` }) },
    { name: 'of another token', given: async () => proof({ ath: await sha256base64url('x') }) },
  ])('is refused with a proof: $name', async ({ given }) => {
    const { status, challenge } = await askWithProof(bound, await given(), { url })
    expect(status).toBe(401)
    expect(challenge).toContain('DPoP realm="admin"')
  })

  it('learns of the nonce that is demanded (RFC 9449 §9)', async () => {
    await admin('PATCH', '/tenant', { require_dpop_nonce: true })
    const asked = await askWithProof(bound, await proof(), { url })
    expect(asked).toMatchObject({ status: 401, body: { error: 'use_dpop_nonce' } })
    const answer = await askWithProof(bound, await proof({ nonce: asked.nonce }), { url })
    expect(answer.status).toBe(200)
    await admin('PATCH', '/tenant', { require_dpop_nonce: false })
  })
})

describe('under the scheme DPoP', () => {
  it('a token that is bound to none is refused (RFC 9449 §7.1)', async () => {
    const { access } = await operatorTokens(app, await newOperator())
    const given = await holder.proof(url, { htm: 'GET', ath: await sha256base64url(access) })
    expect((await askWithProof(access, given, { url })).status).toBe(401)
  })

  it('nor is ADMIN_TOKEN one of its tokens', async () => {
    const response = await exports.default.fetch(url, {
      headers: { Authorization: `DPoP ${TOKEN}` },
    })
    expect(response.status).toBe(401)
  })
})
