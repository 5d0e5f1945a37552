import { describe, expect, it } from 'vitest'
import { readPushedRequest } from '../../../src/protocol/authorization/read_pushed_request.ts'
import { authenticateClient } from '../../../src/protocol/client_auth/authenticate_client.ts'
import type { RefusalKey } from '../../../src/rules/refusals.ts'
import {
  client,
  ISSUER,
  readingWorld,
  REDIRECT_URI,
  settings,
  type Scene,
} from '../support/reading_world.ts'
import { requestClaims, SECRET, signHs256 } from '../support/signing.ts'

const signedOnly: Scene = { clients: [client('c')], secrets: { c: [SECRET] } }
const lenient: Scene = {
  clients: [
    client('c', {
      require_signed_request_object: false,
      require_pushed_authorization_requests: true,
    }),
  ],
  secrets: { c: [SECRET] },
  settings: settings({ signed_requests: 'per_client' }),
}
const plain = { response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' }

async function push(scene: Scene, body: Record<string, string>) {
  const world = readingWorld(scene)
  const parameters = new Map(Object.entries(body))
  const authorization = `Basic ${btoa(`c:${SECRET}`)}`
  const request = { authorization, parameters, endpointUrl: `${ISSUER}/oauth/par` }
  const caller = await authenticateClient(world, request)
  if (!caller.ok) throw new Error(caller.reason.key)
  return readPushedRequest(world, caller.value, parameters)
}

const refused = (key: RefusalKey) => ({ ok: false, reason: { key } })

describe('a pushed request (RFC 9126)', () => {
  it('may be plain where tenant and client allow it', async () => {
    expect(await push(lenient, plain)).toMatchObject({
      ok: true,
      value: { parameters: { client_id: 'c', scope: ['openid'] }, spend: { kind: 'none' } },
    })
  })

  it('may hold a signed one, and then nothing beside it counts (RFC 9126 §3)', async () => {
    const request = await signHs256(requestClaims('c'))
    const beside = { ...plain, scope: 'openid email', redirect_uri: 'https://evil.test' }
    const accepted = await push(signedOnly, { ...beside, request })
    expect(accepted).toMatchObject({
      value: {
        parameters: { scope: ['openid', 'profile'], redirect_uri: REDIRECT_URI },
        spend: { kind: 'request_object' },
      },
    })
  })

  it('is not bound by what a browser can carry', async () => {
    const request = await signHs256(requestClaims('c', { ignored: 'x'.repeat(20_000) }))
    expect(await push(signedOnly, { request })).toMatchObject({ ok: true })
  })

  it.each<{ name: string; scene?: Scene; body: Record<string, string>; key: RefusalKey }>([
    { name: 'a plain one of a client that signs', body: plain, key: 'request_missing' },
    {
      name: 'a request_uri inside (RFC 9126 §2.1)',
      scene: lenient,
      body: { ...plain, request_uri: 'urn:x' },
      key: 'request_uri_pushed',
    },
    {
      name: 'an unregistered redirect_uri',
      scene: lenient,
      body: { ...plain, redirect_uri: 'https://evil.test' },
      key: 'redirect_uri_unregistered',
    },
    {
      name: 'no redirect_uri',
      scene: lenient,
      body: { response_type: 'code', scope: 'openid' },
      key: 'redirect_uri_missing',
    },
    {
      name: 'an unknown scope',
      scene: lenient,
      body: { ...plain, scope: 'admin' },
      key: 'scope_not_allowed',
    },
    { name: 'a broken signed one', body: { request: 'a.b.c' }, key: 'request_object_malformed' },
  ])('is refused: $name', async ({ scene = signedOnly, body, key }) => {
    expect(await push(scene, body)).toMatchObject(refused(key))
  })

  it('is refused where another client signed it', async () => {
    const request = await signHs256(requestClaims('d'))
    expect(await push(signedOnly, { request })).toMatchObject(refused('request_object_issuer'))
  })
})
