import { describe, expect, it } from 'vitest'
import { authenticateClient } from '../../../src/protocol/client_auth/authenticate_client.ts'
import type { Client } from '../../../src/domain/client.ts'
import type { RefusalKey } from '../../../src/rules/refusals.ts'
import {
  client,
  ISSUER,
  NOW,
  readingWorld,
  type ReadingWorld,
  type Scene,
} from '../support/reading_world.ts'
import { encode, newSigner, SECRET, signHs256 } from '../support/signing.ts'

const TOKEN_URL = `${ISSUER}/oauth/token`
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`

interface Call {
  authorization?: string
  body?: Record<string, string>
}

function call(world: ReadingWorld, { authorization, body = {} }: Call) {
  const parameters = new Map(Object.entries(body))
  return authenticateClient(world, { authorization, parameters, endpointUrl: TOKEN_URL })
}

const worldOf = (changes: Partial<Client>, scene: Partial<Scene> = {}) =>
  readingWorld({ clients: [client('c', changes)], secrets: { c: [SECRET] }, ...scene })

const refused = (key: RefusalKey) => ({ ok: false, reason: { key } })
const failed = refused('client_authentication_failed')

describe('client_secret_basic (RFC 6749 §2.3.1)', () => {
  const world = () => worldOf({ token_endpoint_auth_method: 'client_secret_basic' })

  it.each<{ name: string } & Call>([
    { name: 'the secret', authorization: basic('c', SECRET) },
    { name: 'a scheme in odd case', authorization: basic('c', SECRET).replace('Basic', 'bAsIc') },
    {
      name: 'the same client_id beside it',
      authorization: basic('c', SECRET),
      body: { client_id: 'c' },
    },
    { name: 'the secret in percent', authorization: basic('%63', SECRET.replace('_', '%5F')) },
  ])('takes $name', async (given) => {
    expect(await call(world(), given)).toMatchObject({
      ok: true,
      value: { method: 'client_secret_basic', client: { client_id: 'c' } },
    })
  })

  it.each<{ name: string } & Call>([
    { name: 'another secret', authorization: basic('c', `${SECRET}x`) },
    { name: 'an empty secret', authorization: basic('c', '') },
    { name: 'an unknown client', authorization: basic('nobody', SECRET) },
    {
      name: 'another client_id beside it',
      authorization: basic('c', SECRET),
      body: { client_id: 'd' },
    },
    { name: 'no colon', authorization: `Basic ${btoa('c')}` },
    { name: 'malformed base64', authorization: 'Basic %%%' },
    { name: 'malformed percent', authorization: basic('c', '%zz') },
    { name: 'a NUL', authorization: basic('c', `${SECRET}\0`) },
    { name: 'bytes that are not UTF-8', authorization: `Basic ${btoa('c:\xff')}` },
    { name: 'nothing', authorization: '' },
    { name: 'another scheme', authorization: `Bearer ${SECRET}` },
  ])('refuses $name and says how to authenticate', async (given) => {
    expect(await call(world(), given)).toMatchObject({
      ok: false,
      reason: { key: 'client_authentication_failed', challenge: 'Basic' },
    })
  })

  it('reads plus as a space and percent as what it stands for', async () => {
    const odd = 'a secret: with +, % and é, of some length'
    const changes = { token_endpoint_auth_method: 'client_secret_basic' } as const
    const world = worldOf(changes, { secrets: { c: [odd] } })
    const encoded = new URLSearchParams({ '': odd }).toString().slice(1)
    expect(await call(world, { authorization: basic('c', encoded) })).toMatchObject({ ok: true })
  })

  it('takes every secret that works now, and none where there is none', async () => {
    const changes = { token_endpoint_auth_method: 'client_secret_basic' } as const
    const rotated = worldOf(changes, { secrets: { c: ['n'.repeat(43), SECRET] } })
    expect(await call(rotated, { authorization: basic('c', SECRET) })).toMatchObject({ ok: true })
    const none = worldOf(changes, { secrets: {} })
    expect(await call(none, { authorization: basic('c', 'secret_of_nobody') })).toMatchObject(
      failed,
    )
  })
})

describe('client_secret_post (RFC 6749 §2.3.1)', () => {
  const world = () => worldOf({ token_endpoint_auth_method: 'client_secret_post' })

  it('takes the secret in the body', async () => {
    const body = { client_id: 'c', client_secret: SECRET }
    expect(await call(world(), { body })).toMatchObject({
      ok: true,
      value: { method: 'client_secret_post' },
    })
  })

  it.each<{ name: string; body: Record<string, string> }>([
    { name: 'another secret', body: { client_id: 'c', client_secret: 'x' } },
    { name: 'no client_id', body: { client_secret: SECRET } },
    { name: 'an unknown client', body: { client_id: 'nobody', client_secret: SECRET } },
    { name: 'no secret', body: { client_id: 'c' } },
  ])('refuses $name, the same as any other', async ({ body }) => {
    const answer = await call(world(), { body })
    expect(answer).toMatchObject(failed)
    expect(!answer.ok && answer.reason.challenge).toBe(undefined)
  })
})

describe('none', () => {
  const world = () => worldOf({ token_endpoint_auth_method: 'none' })

  it('takes a client_id, which proves nothing', async () => {
    expect(await call(world(), { body: { client_id: 'c' } })).toMatchObject({
      ok: true,
      value: { method: 'none' },
    })
  })

  it('refuses a secret, and silence (RFC 6749 §3.2.1)', async () => {
    const body = { client_id: 'c', client_secret: SECRET }
    expect(await call(world(), { body })).toMatchObject(failed)
    expect(await call(world(), {})).toMatchObject(refused('client_authentication_missing'))
  })
})

describe('private_key_jwt (RFC 7523, OpenID Connect Core §9)', async () => {
  const signer = await newSigner('EdDSA', 'k1')
  const keyed: Partial<Client> = {
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: 'EdDSA',
    jwks: { keys: [signer.publicJwk] },
  }
  const claims = { iss: 'c', sub: 'c', aud: ISSUER, iat: NOW, exp: NOW + 60, jti: 'once' }
  const bodyOf = (assertion: string) => ({
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertion,
  })

  it('takes an assertion, with or without client_id and typ', async () => {
    for (const header of [{}, { typ: 'JWT' }, { typ: 'client-authentication+jwt' }]) {
      const body = bodyOf(await signer.sign(claims, header))
      expect(await call(worldOf(keyed), { body })).toMatchObject({ ok: true })
      const named = await call(worldOf(keyed), { body: { ...body, client_id: 'c' } })
      expect(named).toMatchObject({ ok: true, value: { method: 'private_key_jwt' } })
    }
  })

  it('takes each assertion once (GHSA-3p3g-vpw6-4w66)', async () => {
    const world = worldOf(keyed)
    const body = bodyOf(await signer.sign(claims))
    expect(await call(world, { body })).toMatchObject({ ok: true })
    expect(world.spent).toHaveLength(1)
    expect(await call(world, { body })).toMatchObject(refused('client_assertion_spent'))
  })

  it('marks nothing for an assertion that is refused', async () => {
    const world = worldOf(keyed)
    const body = bodyOf(await signer.sign({ ...claims, aud: 'https://other.test' }))
    expect(await call(world, { body })).toMatchObject(refused('client_assertion_audience'))
    expect(world.spent).toEqual([])
  })

  it.each<{ name: string; changes?: object; header?: object; key: RefusalKey }>([
    {
      name: 'of a request object (RFC 9101 §10.8)',
      header: { typ: 'oauth-authz-req+jwt' },
      key: 'client_assertion_typ',
    },
    {
      name: 'to many (CVE-2025-27371)',
      changes: { aud: [ISSUER] },
      key: 'client_assertion_audience',
    },
    { name: 'that is over', changes: { exp: NOW - 60 }, key: 'client_assertion_time' },
    { name: 'without a jti', changes: { jti: undefined }, key: 'client_assertion_jti' },
    { name: 'of another issuer', changes: { iss: 'd' }, key: 'client_assertion_subject' },
    {
      name: 'of an unknown client',
      changes: { iss: 'd', sub: 'd' },
      key: 'client_authentication_failed',
    },
    {
      name: 'with a key from its header',
      header: { jwk: signer.publicJwk },
      key: 'client_authentication_failed',
    },
    { name: 'under another kid', header: { kid: 'k2' }, key: 'client_authentication_failed' },
  ])('refuses an assertion $name', async ({ changes, header, key }) => {
    const body = bodyOf(await signer.sign({ ...claims, ...changes }, header))
    expect(await call(worldOf(keyed), { body })).toMatchObject(refused(key))
  })

  it.each<{ name: string; assertion: () => Promise<string> }>([
    { name: 'alg none', assertion: async () => `${encode({ alg: 'none' })}.${encode(claims)}.` },
    {
      name: 'the secret that the client has too',
      assertion: () => signHs256(claims, { header: { typ: 'JWT' } }),
    },
    {
      name: 'the public key as a secret',
      assertion: () => signHs256(claims, { secret: String(signer.publicJwk['x']) }),
    },
    { name: 'nothing', assertion: async () => '' },
    { name: 'text', assertion: async () => 'an assertion' },
  ])('refuses $name (CVE-2026-16093)', async ({ assertion }) => {
    const body = bodyOf(await assertion())
    expect(await call(worldOf(keyed), { body: { ...body, client_id: 'c' } })).toMatchObject(failed)
  })

  it('refuses another type of assertion, and another algorithm than the registered one', async () => {
    const assertion = await signer.sign(claims)
    const saml = { ...bodyOf(assertion), client_assertion_type: 'urn:saml' }
    expect(await call(worldOf(keyed), { body: saml })).toMatchObject(failed)
    const es256 = worldOf({ ...keyed, token_endpoint_auth_signing_alg: 'ES256' })
    expect(await call(es256, { body: bodyOf(assertion) })).toMatchObject(failed)
  })

  it('works the moment a key is registered', async () => {
    const old = client('c', { ...keyed, jwks: { keys: [(await newSigner('EdDSA')).publicJwk] } })
    const world = readingWorld({
      clients: [old],
      newerClients: [client('c', { ...keyed, revision: 2 })],
    })
    expect(await call(world, { body: bodyOf(await signer.sign(claims)) })).toMatchObject({
      ok: true,
    })
  })
})

describe('methods beside each other', () => {
  const assertion = { client_assertion_type: ASSERTION_TYPE, client_assertion: 'a.b.c' }

  it.each<{ name: string } & Call>([
    {
      name: 'header and body',
      authorization: basic('c', SECRET),
      body: { client_id: 'c', client_secret: SECRET },
    },
    { name: 'header and assertion', authorization: basic('c', SECRET), body: assertion },
    { name: 'body and assertion', body: { ...assertion, client_id: 'c', client_secret: SECRET } },
  ])('refuses $name (RFC 6749 §2.3)', async (given) => {
    const answer = await call(worldOf({}), given)
    expect(answer).toMatchObject(refused('client_authentication_ambiguous'))
    expect(!answer.ok && answer.reason.challenge).toBe(undefined)
  })

  it.each<{ name: string; method: Client['token_endpoint_auth_method'] } & Call>([
    {
      name: 'a secret in the body for Basic',
      method: 'client_secret_basic',
      body: { client_id: 'c', client_secret: SECRET },
    },
    {
      name: 'Basic for a secret in the body',
      method: 'client_secret_post',
      authorization: basic('c', SECRET),
    },
    { name: 'a secret for a key', method: 'private_key_jwt', authorization: basic('c', SECRET) },
    { name: 'nothing for a secret', method: 'client_secret_basic', body: { client_id: 'c' } },
  ])('takes only the registered one: $name', async ({ method, ...given }) => {
    expect(await call(worldOf({ token_endpoint_auth_method: method }), given)).toMatchObject(failed)
  })
})
