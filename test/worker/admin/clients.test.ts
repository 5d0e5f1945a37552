import { describe, expect, it } from 'vitest'
import injection from '../../vectors/client-metadata-injection.json'
import mutations from '../../vectors/redirect-uri-mutations.json'
import { admin, auditOf, MY_APP, register, V1 } from './house.ts'

const CLIENTS = '/oauth/clients'

describe('registering a client', () => {
  it('answers the published example with 201, an id, a secret and both spellings', async () => {
    const { status, headers, body } = await admin('POST', CLIENTS, MY_APP)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...MY_APP,
      client_name: 'My App',
      scope: 'openid profile email',
      client_id: expect.stringMatching(/^client_[A-Za-z0-9_-]{30}$/),
      client_secret: expect.stringMatching(/^secret_[A-Za-z0-9_-]{43}$/),
      client_secret_expires_at: 0,
      created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
      request_object_signing_alg: 'HS256',
    })
    expect(headers.get('Location')).toBe(`${V1}/oauth/clients/${String(body.client_id)}`)
    expect(headers.get('ETag')).toMatch(/^"\d+"$/)
  })

  it('shows the secret once: not when read, listed or changed (ASVS 14.2, catalogue 209)', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    const answers = [
      await admin('GET', path),
      await admin('GET', CLIENTS),
      await admin('PATCH', path, { description: 'another' }),
      await admin('GET', '/audit'),
    ]
    for (const { body: seen } of answers) {
      expect(JSON.stringify(seen)).not.toMatch(/secret_[A-Za-z0-9_-]{43}/)
      expect(JSON.stringify(seen)).not.toContain('sealed')
    }
  })

  it('makes no secret for a client that has no use for one', async () => {
    const { body } = await register({ token_endpoint_auth_method: 'none' })
    expect(body).not.toHaveProperty('client_secret')
    expect(body.secrets).toEqual([])
    expect(body).not.toHaveProperty('request_object_signing_alg')
  })

  it('calls a client without a name by its id (RFC 7591 §2)', async () => {
    const { body } = await admin('POST', CLIENTS, { redirect_uris: MY_APP.redirect_uris })
    expect(body.name).toBe(body.client_id)
  })

  it.each([
    { name: 'name and client_name', changes: { client_name: 'x' }, field: 'name' },
    { name: 'scopes and scope', changes: { scope: 'openid' }, field: 'scopes' },
  ])('refuses $name in one request', async ({ changes, field }) => {
    const { status, body } = await register(changes)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_client_metadata', field })
  })

  const { unknown, server_set, checked } = injection.mass_assignment
  it.each([
    ...Object.entries(unknown).map(([field, value]) => ({ field, value: value as unknown })),
    ...Object.entries(server_set).map(([field, value]) => ({ field, value: value as unknown })),
    { field: '__proto__', value: { admin: true } },
    { field: 'client_id', value: 'client_chosen' },
    { field: 'disabled', value: true },
    { field: 'epoch', value: 9 },
    { field: 'revision', value: 9 },
    { field: 'tenant', value: 'other' },
  ])(
    'refuses $field, which is not the caller’s to set (CWE-915, catalogue 206)',
    async ({ field, value }) => {
      // Parsed, not written: only so is `__proto__` a member like any other.
      const given: unknown = JSON.parse(`{${JSON.stringify(field)}: ${JSON.stringify(value)}}`)
      const { body: client } = await register()
      const path = `${CLIENTS}/${String(client.client_id)}`
      for (const answer of [
        await admin('POST', CLIENTS, given),
        ...(field === 'disabled' ? [] : [await admin('PATCH', path, given)]),
      ]) {
        expect(answer.status).toBe(400)
        expect(answer.body).toMatchObject({ error: 'invalid_client_metadata', field })
      }
    },
  )

  it.each(Object.entries(checked).map(([field, value]) => ({ field, value })))(
    'refuses $value as $field',
    async ({ field, value }) => {
      const { scopes, ...app } = MY_APP
      const { status, body } = await admin('POST', CLIENTS, { ...app, [field]: value })
      expect(status).toBe(400)
      expect(String(body.field)).toMatch(new RegExp(`^${field}`))
    },
  )

  it.each(mutations.registration_must_reject.map((uri) => ({ uri, shown: uri.slice(0, 50) })))(
    'refuses the redirect URI $shown (RFC 7591 §3.2.2, catalogue 208)',
    async ({ uri }) => {
      const { status, body } = await register({ redirect_uris: [uri] })
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'invalid_redirect_uri', field: 'redirect_uris.0' })
    },
  )

  const LINKS = ['logo_uri', 'client_uri', 'policy_uri', 'tos_uri', 'jwks_uri']
  it.each(LINKS.flatMap((field) => injection.uris.map((uri) => ({ field, uri }))))(
    'refuses $uri as $field (CVE-2021-26715, CVE-2026-22752, catalogue 203)',
    async ({ field, uri }) => {
      const { status, body } = await register({ [field]: uri })
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'invalid_client_metadata', field })
    },
  )

  it.each(injection.strings.map((name) => ({ name, shown: JSON.stringify(name.slice(0, 40)) })))(
    'takes or refuses the name $shown by what it hides (catalogue 203)',
    async ({ name }) => {
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      const hides = /[\u0000-\u001f\u200b\u202e]/.test(name) || name.length > 200
      const { status, body } = await register({ name })
      expect(status).toBe(hides ? 400 : 201)
      if (hides) expect(body.field).toBe('name')
      else expect(body.client_name).toBe(name)
    },
  )
})

describe('the keys of a client', () => {
  it('takes a public key in PEM and keeps it as a JWK', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign'])) as CryptoKeyPair
    const spki = new Uint8Array(
      (await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer,
    )
    const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toBase64()}\n-----END PUBLIC KEY-----\n`
    const { status, body } = await register({
      token_endpoint_auth_method: 'private_key_jwt',
      public_key_pem: pem,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      request_object_signing_alg: 'EdDSA',
      jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519' }] },
    })
    expect(body).not.toHaveProperty('client_secret')
  })

  it('takes Ed25519 as a name of EdDSA (RFC 9864 §2.2)', async () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
    const { body } = await register({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x }] },
      request_object_signing_alg: 'Ed25519',
      token_endpoint_auth_signing_alg: 'Ed25519',
    })
    expect(body).toMatchObject({
      request_object_signing_alg: 'EdDSA',
      token_endpoint_auth_signing_alg: 'EdDSA',
    })
  })

  it.each([
    {
      name: 'a private member',
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
        d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      },
    },
    { name: 'a symmetric key', key: { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMko' } },
    {
      name: 'a small-order point',
      key: { kty: 'OKP', crv: 'Ed25519', x: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    },
  ])('refuses $name', async ({ key }) => {
    const { status, body } = await register({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [key] },
    })
    expect(status).toBe(400)
    expect(String(body.field)).toMatch(/^jwks/)
  })
})

describe('changing a client', () => {
  it('changes what is named, and removes or resets what is null', async () => {
    const { body } = await register({ client_uri: 'https://myapp.example/' })
    const path = `${CLIENTS}/${String(body.client_id)}`
    const { body: changed } = await admin('PATCH', path, {
      client_name: 'Renamed',
      client_uri: null,
      consent: 'skip',
    })
    expect(changed).toMatchObject({ name: 'Renamed', client_name: 'Renamed', consent: 'skip' })
    expect(changed).not.toHaveProperty('client_uri')
    expect((await admin('PATCH', path, { consent: null })).body.consent).toBe('remember')
  })

  it('judges the merged state, so that two steps do no more than one (KC#50982, catalogue 207)', async () => {
    const { body } = await register({ redirect_uris: ['https://myapp.example/callback'] })
    const path = `${CLIENTS}/${String(body.client_id)}`
    // Without its flow the client needs no redirect URI, but a bad one is bad all the same.
    const service = { grant_types: ['client_credentials'], response_types: [] }
    expect((await admin('PATCH', path, service)).status).toBe(200)
    const added = await admin('PATCH', path, { redirect_uris: ['javascript:alert(1)'] })
    expect(added.body).toMatchObject({ status: 400, error: 'invalid_redirect_uri' })
    // A loopback URI that a native client may have stays behind when it would become a web client.
    const native = { application_type: 'native', redirect_uris: ['http://127.0.0.1/cb'] }
    expect((await admin('PATCH', path, native)).status).toBe(200)
    const web = await admin('PATCH', path, { application_type: 'web' })
    expect(web.body).toMatchObject({ status: 400, field: 'redirect_uris.0' })
  })

  it('makes a secret when a change makes one necessary, and drops it when none is', async () => {
    const { body } = await register({ token_endpoint_auth_method: 'none' })
    const path = `${CLIENTS}/${String(body.client_id)}`
    const { body: confidential } = await admin('PATCH', path, {
      token_endpoint_auth_method: 'client_secret_basic',
    })
    expect(confidential.client_secret).toMatch(/^secret_/)
    const { body: open } = await admin('PATCH', path, {
      token_endpoint_auth_method: 'none',
      request_object_signing_alg: null,
    })
    expect(open).not.toHaveProperty('client_secret')
    expect(open.secrets).toEqual([])
  })

  it('can be switched off and on', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    expect((await admin('PATCH', path, { disabled: true })).body.disabled).toBe(true)
    expect((await admin('GET', path)).body.disabled).toBe(true)
    expect((await admin('PATCH', path, { disabled: false })).body.disabled).toBe(false)
  })

  it('is made only to what was read where If-Match says so (RFC 9110 §13.1.1)', async () => {
    const { body, headers } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    const read = headers.get('ETag') ?? ''
    const first = await admin('PATCH', path, { description: 'first' }, { 'If-Match': read })
    expect(first.status).toBe(200)
    const second = await admin('PATCH', path, { description: 'second' }, { 'If-Match': read })
    expect(second.status).toBe(412)
    const weak = await admin('DELETE', path, undefined, { 'If-Match': `W/${read}` })
    expect(weak.status).toBe(412)
    const any = await admin('PATCH', path, { description: 'third' }, { 'If-Match': '*' })
    expect(any.body.description).toBe('third')
    const newest = any.headers.get('ETag') ?? ''
    expect((await admin('DELETE', path, undefined, { 'If-Match': newest })).status).toBe(204)
  })

  it('loses no write when two are made at once', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    await Promise.all([
      admin('PATCH', path, { description: 'both' }),
      admin('PATCH', path, { consent: 'always' }),
    ])
    expect((await admin('GET', path)).body).toMatchObject({
      description: 'both',
      consent: 'always',
    })
  })
})

describe('rotating a secret', () => {
  it('shows the new one once and ends the old one', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    const rotated = await admin('POST', `${path}/rotate-secret`)
    expect(rotated.status).toBe(200)
    expect(rotated.body.client_secret).toMatch(/^secret_/)
    expect(rotated.body.client_secret).not.toBe(body.client_secret)
    expect(rotated.body.secrets).toHaveLength(1)
  })

  it('keeps the old one for an overlap, and never more than the two', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}/rotate-secret`
    await admin('POST', path, { overlap: 3600 })
    const { body: twice } = await admin('POST', path, { overlap: 60 })
    const expiries = (twice.secrets as { expires_at: string | null }[]).map((s) => s.expires_at)
    expect(expiries).toEqual([null, expect.stringMatching(/Z$/)])
  })

  it('is nothing for a client without a secret', async () => {
    const { body } = await register({ token_endpoint_auth_method: 'none' })
    const answer = await admin('POST', `${CLIENTS}/${String(body.client_id)}/rotate-secret`)
    expect(answer.status).toBe(400)
  })

  it.each([-1, 1.5, 2_592_001, '60'])('refuses an overlap of %s', async (overlap) => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}/rotate-secret`
    const answer = await admin('POST', path, { overlap })
    expect(answer.body).toMatchObject({ status: 400, field: 'overlap' })
  })
})

describe('the end of a client', () => {
  it('leaves an id that never comes back (CVE-2026-55670, catalogue 212)', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    expect((await admin('DELETE', path)).status).toBe(204)
    for (const answer of [
      await admin('GET', path),
      await admin('PATCH', path, { description: 'again' }),
      await admin('DELETE', path),
      await admin('POST', `${path}/rotate-secret`),
      await admin('POST', `${path}/revoke-grants`),
    ]) {
      expect(answer.status).toBe(404)
    }
  })

  it('can be the end of its grants alone', async () => {
    const { body } = await register()
    const path = `${CLIENTS}/${String(body.client_id)}`
    expect((await admin('POST', `${path}/revoke-grants`)).status).toBe(200)
    expect((await admin('GET', path)).status).toBe(200)
    expect(await auditOf('client.grants_revoked')).toHaveLength(1)
  })
})

describe('listing clients', () => {
  it('pages through all of them, each once', async () => {
    const made = new Set<unknown>()
    for (const name of ['Paged 1', 'Paged 2', 'Paged 3'])
      made.add((await register({ name })).body.client_id)
    const seen: unknown[] = []
    let path = `${CLIENTS}?limit=2&q=paged`
    for (;;) {
      const { body } = await admin('GET', path)
      seen.push(...(body.items as { client_id: string }[]).map((client) => client.client_id))
      if (body.next_cursor === null) break
      path = `${CLIENTS}?limit=2&q=paged&cursor=${String(body.next_cursor)}`
    }
    expect(seen).toHaveLength(3)
    expect(new Set(seen)).toEqual(made)
  })

  it('finds one by its whole id', async () => {
    const { body } = await register()
    const found = await admin('GET', `${CLIENTS}?q=${String(body.client_id)}`)
    expect(found.body.items).toHaveLength(1)
  })
})
