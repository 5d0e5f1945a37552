/** A proof is for one use (RFC 9449 §11.1), and costs what docs/architecture.md says. */
import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { rowCount } from '../../../src/objects/base.ts'
import { admin } from '../admin/house.ts'
import {
  askWithProof,
  newHolder,
  PAR_URL,
  postWithProof,
  redeemWithProof,
  refreshWithProof,
  TOKEN_URL,
  type DpopAnswer,
  type Holder,
} from '../support/dpop.ts'
import { registerClient, type TestClient } from '../support/relying_party.ts'
import {
  introspect,
  logOf,
  newCode,
  signedInPerson,
  type SignedInPerson,
} from '../support/signed_in.ts'

let client: TestClient
let app: TestClient
let robot: TestClient
let ada: SignedInPerson
let holder: Holder

beforeAll(async () => {
  await admin('PATCH', '/tenant', { scopes: [{ name: 'stock', description: 'Count the stock' }] })
  client = await registerClient()
  app = { ...(await registerClient({ token_endpoint_auth_method: 'none' })), secret: '' }
  robot = await registerClient({ grant_types: ['client_credentials'], scopes: ['stock'] })
  ada = await signedInPerson()
  holder = await newHolder()
  await boundTokens()
  await ofItsOwn(await proof())
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const proof = () => holder.proof(TOKEN_URL)
const ofItsOwn = (given: string) =>
  postWithProof(robot, TOKEN_URL, { grant_type: 'client_credentials' }, given)

async function boundTokens(of: TestClient = client) {
  const { status, body } = await redeemWithProof(of, await newCode(of, ada), await proof())
  expect(status, JSON.stringify(body)).toBe(200)
  return { access: String(body['access_token']), refresh: String(body['refresh_token']) }
}

const replayed = { body: { error: 'invalid_dpop_proof' } }
const keyIn = ({ body }: DpopAnswer) => String(body['error_uri']).split('#')[1]

interface Road {
  name: string
  status: number
  /** A request that can be sent again and again, each time with the same proof. */
  ask: () => Promise<() => Promise<DpopAnswer>>
}

const ROADS: Road[] = [
  {
    name: 'with a code',
    status: 400,
    ask: async () => {
      const [code, given] = [await newCode(client, ada), await proof()]
      return () => redeemWithProof(client, code, given)
    },
  },
  {
    name: 'with a refresh token',
    status: 400,
    ask: async () => {
      const [{ refresh }, given] = [await boundTokens(app), await proof()]
      return () => refreshWithProof(app, refresh, given)
    },
  },
  {
    name: 'for the client itself',
    status: 400,
    ask: async () => {
      const given = await proof()
      return () => ofItsOwn(given)
    },
  },
  {
    name: 'at userinfo',
    status: 401,
    ask: async () => {
      const { access } = await boundTokens()
      const given = await holder.proofWith(access)
      return () => askWithProof(access, given)
    },
  },
]

describe.each(ROADS)('a proof $name', ({ status, ask }) => {
  it('is refused when it comes again (catalogue 127)', async () => {
    const send = await ask()
    expect((await send()).status).toBe(200)
    const again = await send()
    expect(again).toMatchObject({ status, ...replayed })
    expect(keyIn(again)).toBe('dpop_proof_replayed')
  })

  it('that comes a hundred times at once is good for one (catalogue 127)', async () => {
    const send = await ask()
    const answers = await Promise.all(Array.from({ length: 100 }, send))
    expect(answers.filter((each) => each.status === 200).length).toBe(1)
    const refused = answers.filter((each) => each.status === status)
    expect(refused.length).toBe(99)
    for (const each of refused) expect(keyIn(each)).toBe('dpop_proof_replayed')
  })
})

describe('a replay', () => {
  it('of a whole token request leaves the tokens of the first alone', async () => {
    const code = await newCode(client, ada)
    const given = await proof()
    const { body } = await redeemWithProof(client, code, given)
    expect(await redeemWithProof(client, code, given)).toMatchObject(replayed)
    const access = String(body['access_token'])
    expect((await askWithProof(access, await holder.proofWith(access))).status).toBe(200)
  })

  it('with a new proof is what it is without one: the code was used before (RFC 6749 §4.1.2)', async () => {
    const code = await newCode(client, ada)
    await redeemWithProof(client, code, await proof())
    const again = await redeemWithProof(client, code, await proof())
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('of a proof at another token of the same person is refused', async () => {
    const given = await proof()
    await redeemWithProof(client, await newCode(client, ada), given)
    expect(await redeemWithProof(client, await newCode(client, ada), given)).toMatchObject(replayed)
  })
})

/** What one request costs, as the log and the objects tell. */
async function spent(ask: () => Promise<DpopAnswer>) {
  const requests = logOf('request')
  const [before, logged] = [rowCount.written, requests().length]
  const { status } = await ask()
  const [line] = requests().slice(logged)
  const { object_calls: calls, kv_reads: kvReads } = line ?? {}
  return { status, calls, kvReads, rows: rowCount.written - before }
}

describe('a proof costs', () => {
  it.each([
    { name: 'no call and one row with a code', road: 0, calls: 1, rows: 2 },
    { name: 'no call and one row with a refresh token', road: 1, calls: 1, rows: 2 },
    { name: 'one call and one row for the client itself', road: 2, calls: 1, rows: 1 },
    { name: 'no call and one row at userinfo', road: 3, calls: 1, rows: 1 },
  ])('$name', async ({ road, calls, rows }) => {
    const send = await ROADS[road]?.ask()
    expect(await spent(() => (send as () => Promise<DpopAnswer>)())).toEqual({
      status: 200,
      calls,
      kvReads: 0,
      rows,
    })
  })

  it('one call and one row at a push', async () => {
    const request = await client.requestObject()
    const given = await holder.proof(PAR_URL)
    const cost = await spent(() => postWithProof(client, PAR_URL, { request }, given))
    expect(cost).toEqual({ status: 201, calls: 3, kvReads: 0, rows: 3 })
  })

  it('nothing where it is refused, for the signature or for the second time', async () => {
    const { access } = await boundTokens()
    const given = await holder.proofWith(access)
    const forged = `${given.slice(0, -4)}AAAA`
    expect(await spent(() => askWithProof(access, forged))).toMatchObject({ calls: 0, rows: 0 })
    await askWithProof(access, given)
    expect(await spent(() => askWithProof(access, given))).toMatchObject({ calls: 1, rows: 0 })
  })

  it('nothing where a token is only asked about', async () => {
    const { access } = await boundTokens()
    const before = rowCount.written
    expect(await introspect(client, access)).toMatchObject({ active: true })
    expect(rowCount.written - before).toBe(0)
  })
})

describe('the memory of a person’s object', () => {
  it('is swept: what is too old to be accepted is forgotten in time', async () => {
    const { access } = await boundTokens()
    const ask = async () => askWithProof(access, await holder.proofWith(access))
    for (let asked = 0; asked < 40; asked++) expect((await ask()).status).toBe(200)
    const kept = await proofsKept()
    vi.setSystemTime(Date.now() + 200_000)
    for (let asked = 0; asked < 40; asked++) expect((await ask()).status).toBe(200)
    expect(kept).toBeGreaterThanOrEqual(40)
    expect(await proofsKept()).toBeLessThan(kept + 10)
  })

  it('is erased with the person', async () => {
    expect(await proofsKept()).toBeGreaterThan(0)
    expect((await admin('DELETE', `/users/${ada.sub}`)).status).toBeLessThan(300)
    expect(await proofsKept()).toBe(0)
  })

  const proofsKept = () => {
    const objects = env.USER as unknown as DurableObjectNamespace
    const stub = objects.getByName(`${MAIN_TENANT}:${ada.sub}`)
    return runInDurableObject(stub, (_, { storage }) => {
      const [row] = storage.sql
        .exec<{ n: number }>('SELECT count(*) AS n FROM dpop_proofs')
        .toArray()
      return row?.n ?? 0
    })
  }
})
