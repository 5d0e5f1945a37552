/** What each request may cost: the table of docs/architecture.md, counted. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Result } from '../../../src/kernel/result.ts'
import { rowCount } from '../../../src/objects/base.ts'
import {
  authenticateClient,
  type AuthenticatedClient,
} from '../../../src/protocol/client_auth/authenticate_client.ts'
import { readProof } from '../../../src/protocol/dpop/read_proof.ts'
import { exchange } from '../../../src/protocol/grants/exchange.ts'
import { introspect } from '../../../src/protocol/introspection/introspect.ts'
import { revoke } from '../../../src/protocol/revocation/revoke.ts'
import { userinfo } from '../../../src/protocol/userinfo/userinfo.ts'
import type { World } from '../../../src/stores/world.ts'
import { admin } from '../admin/house.ts'
import { newHolder, TOKEN_URL } from '../support/dpop.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  registerClient,
  registerKeyClient,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import type { Signer } from '../support/signing.ts'
import {
  logOf,
  newCode,
  newTokens,
  signedInPerson,
  worldOfRequest,
  type CodeChanges,
  type SignedInPerson,
} from '../support/signed_in.ts'

let client: TestClient
let robot: TestClient
let keyed: TestClient & { signer: Signer }
let steady: TestClient
let ada: SignedInPerson

beforeAll(async () => {
  await admin('PATCH', '/tenant', { scopes: [{ name: 'stock', description: 'Count the stock' }] })
  client = await registerClient()
  keyed = await registerKeyClient()
  steady = await registerClient({ refresh_token_rotation: 'none' })
  robot = await registerClient({ grant_types: ['client_credentials'], scopes: ['stock'] })
  ada = await signedInPerson({ name: 'Ada' })
  for (const each of [client, steady]) await newTokens(each, ada)
  await spent((world) => tokenRequest(world, robot, { grant_type: 'client_credentials' }))
  await spent((world) => asserted(world, { grant_type: 'refresh_token', refresh_token: 'a' }))
})

afterEach(() => vi.restoreAllMocks())

/** What one request costs, from the client's authentication on. */
async function spent<T>(request: (world: World) => Promise<Result<T, unknown>>) {
  const world = worldOfRequest()
  const before = rowCount.written
  const result = await request(world)
  const { objectCalls, kvReads, signaturesMade, signaturesVerified } = world.tally
  const rows = rowCount.written - before
  return { ok: result.ok, objectCalls, kvReads, rows, signaturesMade, signaturesVerified }
}

type Fields = Record<string, string>
type Asked = (
  world: World,
  client: AuthenticatedClient,
  parameters: Map<string, string>,
) => Promise<Result<unknown, unknown>>

async function asClient(
  world: World,
  { clientId, secret }: TestClient,
  fields: Fields,
  ask: Asked,
): Promise<Result<unknown, unknown>> {
  const parameters = new Map(Object.entries(fields))
  const authorization = secret ? `Basic ${btoa(`${clientId}:${secret}`)}` : undefined
  const endpointUrl = `${ISSUER}/oauth/token`
  const proven = await authenticateClient(world, { authorization, parameters, endpointUrl })
  return proven.ok ? ask(world, proven.value, parameters) : proven
}

const tokenRequest = (world: World, as: TestClient, fields: Fields) =>
  asClient(world, as, fields, exchange)

async function asserted(world: World, fields: Fields) {
  const { clientId } = keyed
  const exp = world.now + 60
  const claims = { iss: clientId, sub: clientId, aud: ISSUER, exp, jti: crypto.randomUUID() }
  return tokenRequest(
    world,
    { ...keyed, secret: '' },
    {
      ...fields,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await keyed.signer.sign(claims),
    },
  )
}

const codeFields = async (as: TestClient, changes?: CodeChanges): Promise<Fields> => ({
  grant_type: 'authorization_code',
  code: await newCode(as, ada, changes),
  redirect_uri: REDIRECT_URI,
  code_verifier: VERIFIER,
})

const refreshFields = async (as: TestClient): Promise<Fields> => ({
  grant_type: 'refresh_token',
  refresh_token: (await newTokens(as, ada)).refresh,
})

const NOTHING = { objectCalls: 0, kvReads: 0, rows: 0, signaturesMade: 0, signaturesVerified: 0 }

describe('one request', () => {
  it('of a code: one call, one row, two signatures', async () => {
    const fields = await codeFields(client)
    expect(await spent((world) => tokenRequest(world, client, fields))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      rows: 1,
      signaturesMade: 2,
    })
  })

  it('of a code with an assertion: the guard besides', async () => {
    const fields = await codeFields(keyed)
    expect(await spent((world) => asserted(world, fields))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 2,
      rows: 2,
      signaturesMade: 2,
      signaturesVerified: 1,
    })
  })

  it('of a code with a DPoP proof: a row and a signature besides', async () => {
    const fields = await codeFields(client)
    const header = await (await newHolder()).proof(TOKEN_URL)
    const proven: Asked = async (world, as, parameters) => {
      const proof = await readProof(world, header, { method: 'POST', url: TOKEN_URL })
      return proof.ok ? exchange(world, as, parameters, proof.value) : proof
    }
    expect(await spent((world) => asClient(world, client, fields, proven))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      rows: 2,
      signaturesMade: 2,
      signaturesVerified: 1,
    })
  })

  it('of a code that nobody may redeem: nothing', async () => {
    const fields = { ...(await codeFields(client)), code_verifier: 'x'.repeat(43) }
    await spent((world) => tokenRequest(world, client, fields))
    expect(await spent((world) => tokenRequest(world, client, fields))).toEqual({
      ...NOTHING,
      ok: false,
    })
  })

  it('of a refresh token: one call, one row', async () => {
    const fields = await refreshFields(client)
    expect(await spent((world) => tokenRequest(world, client, fields))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      rows: 1,
      signaturesMade: 2,
    })
  })

  it('of a refresh token that does not rotate: one call, no row', async () => {
    const fields = await refreshFields(steady)
    expect(await spent((world) => tokenRequest(world, steady, fields))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      signaturesMade: 2,
    })
  })

  it('of client_credentials: no call', async () => {
    const fields = { grant_type: 'client_credentials' }
    expect(await spent((world) => tokenRequest(world, robot, fields))).toEqual({
      ...NOTHING,
      ok: true,
      signaturesMade: 1,
    })
  })

  it('of introspection: one call, no row', async () => {
    const { access: token } = await newTokens(client, ada)
    expect(await spent((world) => asClient(world, client, { token }, introspect))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      signaturesVerified: 1,
    })
  })

  it('of introspection of a foreign string: nothing', async () => {
    const fields = { token: 'a.b.c' }
    expect(await spent((world) => asClient(world, client, fields, introspect))).toEqual({
      ...NOTHING,
      ok: true,
    })
  })

  it('of userinfo: one call for profile and liveness, no row', async () => {
    const { access } = await newTokens(client, ada)
    expect(await spent((world) => userinfo(world, access))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      signaturesVerified: 1,
    })
  })

  it('of revocation: one call, one row', async () => {
    const { refresh: token } = await newTokens(client, ada)
    expect(await spent((world) => asClient(world, client, { token }, revoke))).toEqual({
      ...NOTHING,
      ok: true,
      objectCalls: 1,
      rows: 1,
    })
  })

  it.each(['openid-configuration', 'jwks.json'])('of %s: nothing', async (name) => {
    const asked = logOf('request')
    const answer = await exports.default.fetch(`${ISSUER}/.well-known/${name}`)
    expect(answer.status).toBe(200)
    expect(asked()).toMatchObject([{ object_calls: 0, kv_reads: 0 }])
  })
})
