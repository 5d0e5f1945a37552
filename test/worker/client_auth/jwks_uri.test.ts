import { afterEach, describe, expect, it, vi } from 'vitest'
import { authenticateClient } from '../../../src/protocol/client_auth/authenticate_client.ts'
import { ok, type Result } from '../../../src/kernel/result.ts'
import type { Outbound, OutboundRefusal } from '../../../src/stores/outbound.ts'
import { client, ISSUER, NOW, readingWorld } from '../support/reading_world.ts'
import { newSigner, type Signer } from '../support/signing.ts'

/** What the server of a client publishes, and how often it was asked. */
function serverOf(...signers: Signer[]) {
  const server = {
    asked: 0,
    answer: (): Result<unknown, OutboundRefusal> =>
      ok({ keys: signers.map((each) => each.publicJwk) }),
  }
  const outbound: Outbound = {
    allow: [],
    post: async () => ({ ok: false, reason: 'unreachable' }),
    postJson: async () => ({ ok: false, reason: 'unreachable' }),
    exchange: async () => ({ ok: false, reason: 'unreachable' }),
    json: async () => {
      server.asked++
      return server.answer()
    },
    jwt: async () => ({ ok: false, reason: 'wrong_type' }),
  }
  return { server, outbound }
}

let made = 0

/** A client of its own for each test: what an isolate remembers, it remembers by client. */
function relyingParty({ outbound }: { outbound: Outbound }) {
  const id = `c${made++}`
  const record = client(id, {
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: 'EdDSA',
    jwks_uri: 'https://rp.example/jwks',
  })
  /** Whether an assertion signed so is taken, some seconds later. */
  return async (signer: Signer, later = 0, header = {}): Promise<boolean> => {
    const now = NOW + later
    const claims = { iss: id, sub: id, aud: ISSUER, exp: now + 60, jti: crypto.randomUUID() }
    const parameters = new Map([
      ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
      ['client_assertion', await signer.sign(claims, header)],
    ])
    const world = readingWorld({ clients: [record], outbound, now })
    const request = { authorization: undefined, parameters, endpointUrl: `${ISSUER}/oauth/token` }
    return (await authenticateClient(world, request)).ok
  }
}

afterEach(() => vi.restoreAllMocks())

describe('keys behind a jwks_uri (OpenID Connect Registration §2)', async () => {
  const [old, next] = [await newSigner('EdDSA', 'old'), await newSigner('EdDSA', 'next')]

  it('are fetched once a minute', async () => {
    const site = serverOf(old)
    const isTaken = relyingParty(site)
    expect(await isTaken(old)).toBe(true)
    expect(await isTaken(old, 59)).toBe(true)
    expect(site.server.asked).toBe(1)
    expect(await isTaken(old, 60)).toBe(true)
    expect(site.server.asked).toBe(2)
  })

  it('are asked for again at an unknown kid, so that a rotation is seen within 30 s', async () => {
    const site = serverOf(old)
    const isTaken = relyingParty(site)
    expect(await isTaken(old)).toBe(true)
    site.server.answer = () => ok({ keys: [old.publicJwk, next.publicJwk] })
    expect(await isTaken(next, 29)).toBe(false)
    expect(await isTaken(next, 30)).toBe(true)
    expect(site.server.asked).toBe(2)
  })

  it('are asked for no more than twice a minute, whatever kids are made up', async () => {
    const site = serverOf(old)
    const isTaken = relyingParty(site)
    expect(await isTaken(old)).toBe(true)
    for (let made = 0; made < 50; made++) {
      expect(await isTaken(old, 31, { kid: `made up ${made}` })).toBe(false)
    }
    expect(site.server.asked).toBe(2)
    expect(await isTaken(old, 32)).toBe(true)
  })

  it('serve ten minutes longer where the server fails, and then no more', async () => {
    const site = serverOf(old)
    const isTaken = relyingParty(site)
    expect(await isTaken(old)).toBe(true)
    site.server.answer = () => ({ ok: false, reason: 'status' })
    expect(await isTaken(old, 600)).toBe(true)
    expect(await isTaken(old, 601)).toBe(false)
    expect(site.server.asked).toBe(2)
    expect(await isTaken(old, 640)).toBe(false)
    expect(site.server.asked).toBe(3)
  })

  it('do not count for another client', async () => {
    const isTaken = relyingParty(serverOf(old))
    const isTakenElsewhere = relyingParty(serverOf(next))
    expect(await isTaken(old)).toBe(true)
    expect(await isTakenElsewhere(old)).toBe(false)
  })

  it.each<{ name: string; set: (key: object) => unknown }>([
    { name: 'a private key in it', set: (key) => ({ keys: [key, { kty: 'EC', d: 'AA' }] }) },
    { name: 'a secret in it', set: (key) => ({ keys: [key, { kty: 'oct', k: 'AA' }] }) },
    { name: '10000 keys in it', set: (key) => ({ keys: Array(10_000).fill(key) }) },
    { name: 'a kid twice in it', set: (key) => ({ keys: [key, key] }) },
    { name: 'no keys in it', set: () => ({}) },
    { name: 'great depth', set: () => JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`) },
  ])('are refused whole with $name', async ({ set }) => {
    const site = serverOf()
    site.server.answer = () => ok(set(old.publicJwk))
    expect(await relyingParty(site)(old)).toBe(false)
  })
})
