import { describe, expect, it } from 'vitest'
import mutations from '../../vectors/redirect-uri-mutations.json'
import { resumeRequest } from '../../../src/protocol/authorization/accepted_request.ts'
import { readAuthorizationRequest } from '../../../src/protocol/authorization/read_authorization_request.ts'
import type { RefusalKey } from '../../../src/rules/refusals.ts'
import {
  client,
  NOW,
  readingWorld,
  REDIRECT_URI,
  settings,
  type Scene,
} from '../support/reading_world.ts'
import { newSigner, requestClaims, SECRET, signHs256 } from '../support/signing.ts'

const scene: Scene = { clients: [client('c')], secrets: { c: [SECRET] } }
const plainScene: Scene = {
  clients: [client('c', { require_signed_request_object: false })],
  settings: settings({ signed_requests: 'per_client' }),
}
const plain = {
  client_id: 'c',
  response_type: 'code',
  redirect_uri: REDIRECT_URI,
  scope: 'openid',
  state: 'a state',
}

const read = (parameters: Record<string, string>, { world = readingWorld(scene) } = {}) =>
  readAuthorizationRequest(world, new Map(Object.entries(parameters)))

const readSigned = async (changes: Record<string, unknown>, outside: Record<string, string> = {}) =>
  read({ client_id: 'c', ...outside, request: await signHs256(requestClaims('c', changes)) })

const onPage = (key: RefusalKey) => ({
  ok: false,
  reason: { on: 'page', refusal: expect.objectContaining({ key }) },
})
const onRedirect = (key: RefusalKey) => ({
  ok: false,
  reason: { on: 'redirect', refusal: expect.objectContaining({ key }) },
})

describe('a signed request', () => {
  it('is accepted with what is inside, and with what makes it usable once (RFC 9101 §6)', async () => {
    const accepted = await readSigned({})
    expect(accepted).toMatchObject({
      ok: true,
      value: {
        redirectable: { redirect_uri: REDIRECT_URI, response_mode: 'query', state: 'a state' },
        parameters: { client_id: 'c', scope: ['openid', 'profile'], nonce: 'a nonce' },
        spend: { kind: 'request_object', key: expect.stringMatching(/^[\w-]{43}$/) },
      },
    })
  })

  it('spends its jti, not its text: another encoding is the same request', async () => {
    const [one, other] = [await readSigned({}), await readSigned({ state: 'another' })]
    if (!one.ok || !other.ok) throw new Error('refused')
    expect(one.value.spend).toEqual(other.value.spend)
    const different = await readSigned({ jti: 'another' })
    expect(different.ok && different.value.spend).not.toEqual(one.value.spend)
  })

  it('is remembered for as long as a sign-in that it began may last', async () => {
    const { sign_in_lifetime: signIn } = settings()
    const accepted = await readSigned({})
    expect(accepted).toMatchObject({ value: { spend: { until: NOW + 300 + 30 + signIn } } })
  })

  it('spends what was signed where its profile knows no jti, for a day at most', async () => {
    const world = readingWorld({
      ...scene,
      clients: [client('c', { request_object_profile: 'rfc9101' })],
    })
    const claims = requestClaims('c', { jti: undefined, exp: undefined })
    const accepted = await read({ client_id: 'c', request: await signHs256(claims) }, { world })
    expect(accepted).toMatchObject({ value: { spend: { until: NOW + 86_400 } } })
    const later = await signHs256({ ...claims, state: 'another' })
    const another = await read({ client_id: 'c', request: later }, { world })
    expect(another.ok && another.value.spend).not.toEqual(accepted.ok && accepted.value.spend)
  })

  it('asks nobody and verifies once', async () => {
    const world = readingWorld(scene)
    await read({ client_id: 'c', request: await signHs256(requestClaims('c')) }, { world })
    expect(world.tally).toMatchObject({ objectCalls: 0, signaturesVerified: 1 })
    expect(world.spent).toEqual([])
  })

  it('never takes a parameter from outside (RFC 9101 §6.3)', async () => {
    const outside = {
      scope: 'openid email',
      redirect_uri: 'https://evil.test/cb',
      state: 'evil',
      prompt: 'none',
      response_type: 'token',
      response_mode: 'fragment',
    }
    const accepted = await readSigned({}, outside)
    expect(accepted).toEqual(await readSigned({}))
    expect(await readSigned({ scope: undefined }, outside)).toMatchObject(
      onRedirect('scope_missing'),
    )
    expect(await readSigned({ redirect_uri: undefined }, outside)).toMatchObject(
      onPage('redirect_uri_missing'),
    )
  })

  it('is refused by page while the signature is in doubt, whatever is outside (RFC 9700 §4.11)', async () => {
    const forged = await signHs256(requestClaims('c'), { secret: 'x'.repeat(43) })
    const refused = await read({ ...plain, client_id: 'c', request: forged })
    expect(refused).toMatchObject(onPage('request_object_signature'))
  })

  it('is refused at its redirect_uri once that is proven, with the state that was signed', async () => {
    const refused = await readSigned({ scope: 'admin' })
    expect(refused).toMatchObject(onRedirect('scope_not_allowed'))
    expect(refused).toMatchObject({
      reason: { to: { redirect_uri: REDIRECT_URI, state: 'a state' } },
    })
  })

  it('is refused without a state that is no state', async () => {
    const refused = await readSigned({ state: { toString: 'evil' } })
    expect(refused).toMatchObject(onRedirect('state_malformed'))
    expect(!refused.ok && refused.reason.on === 'redirect' && refused.reason.to.state).toBe(
      undefined,
    )
  })

  it('is refused if it is too long for a browser, before it is decoded', async () => {
    const world = readingWorld(scene)
    const refused = await read({ client_id: 'c', request: 'a'.repeat(12_289) }, { world })
    expect(refused).toMatchObject(onPage('request_too_long'))
    expect(world.tally.signaturesVerified).toBe(0)
  })

  it.each(mutations.vectors.filter(({ expect: wanted }) => wanted === 'reject'))(
    'goes to no other redirect_uri: $value (RFC 9700 §4.1.3)',
    async ({ value }) => {
      const refused = await readSigned({ redirect_uri: value })
      expect(refused).toMatchObject({ ok: false, reason: { on: 'page' } })
    },
  )

  it.each(['EdDSA', 'ES256', 'PS256', 'RS256'] as const)(
    'may be signed with %s where that is registered, and only then',
    async (alg) => {
      const signer = await newSigner(alg)
      const request = await signer.sign(requestClaims('c'))
      const record = client('c', {
        request_object_signing_alg: alg,
        jwks: { keys: [signer.publicJwk] },
      })
      const world = readingWorld({ clients: [record], secrets: { c: [SECRET] } })
      expect(await read({ client_id: 'c', request }, { world })).toMatchObject({ ok: true })
      const other = readingWorld({ clients: [{ ...record, request_object_signing_alg: 'HS256' }] })
      expect(await read({ client_id: 'c', request }, { world: other })).toMatchObject(
        onPage('request_object_algorithm'),
      )
      const hs256 = await signHs256(requestClaims('c'))
      expect(await read({ client_id: 'c', request: hs256 }, { world })).toMatchObject(
        onPage('request_object_algorithm'),
      )
    },
  )

  it('is refused of a client that has registered nothing to sign with', async () => {
    const { request_object_signing_alg: _, ...record } = client('c')
    const world = readingWorld({ clients: [record] })
    const request = await signHs256(requestClaims('c'))
    expect(await read({ client_id: 'c', request }, { world })).toMatchObject(
      onPage('request_object_algorithm'),
    )
  })

  it('is refused of a client without a secret, however it is signed (GHSA-869p-cjfg-cm3x)', async () => {
    const world = readingWorld({ clients: [client('c')] })
    for (const secret of ['undefined', 'null', 'c', SECRET]) {
      const request = await signHs256(requestClaims('c'), { secret })
      expect(await read({ client_id: 'c', request }, { world })).toMatchObject(
        onPage('request_object_signature'),
      )
    }
  })

  it('is accepted under the old secret while a rotation overlaps', async () => {
    const world = readingWorld({ ...scene, secrets: { c: ['n'.repeat(43), SECRET] } })
    const request = await signHs256(requestClaims('c'))
    expect(await read({ client_id: 'c', request }, { world })).toMatchObject({ ok: true })
  })

  it('of one client cannot speak for another (RFC 9101 §10.2)', async () => {
    const world = readingWorld({
      clients: [client('victim'), client('c')],
      secrets: { victim: ['v'.repeat(43)], c: [SECRET] },
    })
    const request = await signHs256(requestClaims('victim'))
    expect(await read({ client_id: 'victim', request }, { world })).toMatchObject(
      onPage('request_object_signature'),
    )
    expect(await read({ client_id: 'c', request }, { world })).toMatchObject(
      onPage('request_object_issuer'),
    )
  })
})

describe('the door', () => {
  it.each<{ name: string; given: Record<string, string>; key: RefusalKey }>([
    { name: 'no client_id', given: { request: 'a.b.c' }, key: 'client_id_missing' },
    { name: 'an unknown client', given: { ...plain, client_id: 'nobody' }, key: 'client_unknown' },
    {
      name: 'client_id __proto__',
      given: { ...plain, client_id: '__proto__' },
      key: 'client_unknown',
    },
    { name: 'a plain request (OAuch IsJarRequired)', given: plain, key: 'request_missing' },
    {
      name: 'a foreign request_uri (RFC 9101 §10.4)',
      given: { client_id: 'c', request_uri: 'https://evil.test/r' },
      key: 'request_uri_unsupported',
    },
    {
      name: 'both request and request_uri (RFC 9101 §5)',
      given: { client_id: 'c', request: 'a.b.c', request_uri: 'https://evil.test/r' },
      key: 'request_and_request_uri',
    },
  ])('refuses $name by page', async ({ given, key }) => {
    expect(await read(given)).toMatchObject(onPage(key))
  })

  it('takes a plain request where tenant and client allow it', async () => {
    const accepted = await read(plain, { world: readingWorld(plainScene) })
    expect(accepted).toMatchObject({ ok: true, value: { spend: { kind: 'none' } } })
  })

  it.each(mutations.vectors.filter(({ expect: wanted }) => wanted === 'reject'))(
    'sends nobody to $value',
    async ({ value }) => {
      const world = readingWorld(plainScene)
      const refused = await read({ ...plain, redirect_uri: value }, { world })
      expect(refused).toMatchObject({ ok: false, reason: { on: 'page' } })
    },
  )

  it.each<{ name: string; given: Record<string, string>; key: RefusalKey; mode?: string }>([
    {
      name: 'response_type token',
      given: { response_type: 'token' },
      key: 'response_type_unsupported',
      mode: 'fragment',
    },
    {
      name: 'response_mode web_message',
      given: { response_mode: 'web_message' },
      key: 'response_mode_unsupported',
    },
    { name: 'prompt none login', given: { prompt: 'none login' }, key: 'prompt_malformed' },
    { name: 'max_age abc', given: { max_age: 'abc' }, key: 'max_age_malformed' },
    { name: 'an unknown scope', given: { scope: 'openid admin' }, key: 'scope_not_allowed' },
  ])('answers $name at the redirect_uri', async ({ given, key, mode = 'query' }) => {
    const refused = await read({ ...plain, ...given }, { world: readingWorld(plainScene) })
    expect(refused).toMatchObject(onRedirect(key))
    expect(refused).toMatchObject({ reason: { to: { response_mode: mode } } })
  })
})

describe('a refusal on an old record', () => {
  const newer = { revision: 2 }

  it.each<{ name: string; scene: Scene }>([
    {
      name: 'of a client that was registered a moment ago',
      scene: { clients: [], newerClients: [client('c')], secrets: { c: [SECRET] } },
    },
    {
      name: 'for a redirect_uri that was added a moment ago',
      scene: {
        clients: [client('c', { redirect_uris: ['https://old.test/cb'] })],
        newerClients: [client('c', newer)],
        secrets: { c: [SECRET] },
      },
    },
    {
      name: 'for an algorithm that was registered a moment ago',
      scene: {
        clients: [client('c', { request_object_signing_alg: 'EdDSA' })],
        newerClients: [client('c', newer)],
        secrets: { c: [SECRET] },
      },
    },
  ])('is not given $name', async ({ scene: changed }) => {
    const request = await signHs256(requestClaims('c'))
    const accepted = await read({ client_id: 'c', request }, { world: readingWorld(changed) })
    expect(accepted).toMatchObject({ ok: true })
  })

  it('stands where the newest record says no more', async () => {
    const world = readingWorld({ ...scene, newerClients: [] })
    const refused = await read({ client_id: 'c', request: 'a.b.c' }, { world })
    expect(refused).toMatchObject(onPage('request_object_malformed'))
  })
})

describe('a request that is taken up again', () => {
  it('goes where it was to go, if that is still registered', async () => {
    const accepted = await readSigned({})
    if (!accepted.ok) throw new Error('refused')
    const { parameters, spend } = accepted.value
    const stored = JSON.parse(JSON.stringify({ parameters, spend })) as typeof accepted.value
    expect(resumeRequest(client('c'), stored)).toEqual(accepted)
    const moved = client('c', { redirect_uris: ['https://rp.amphora.test/new'] })
    expect(resumeRequest(moved, stored)).toEqual({
      ok: false,
      reason: { key: 'redirect_uri_unregistered' },
    })
  })
})
