import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { ISSUER, SmallProvider } from '../test/support/small_provider.ts'
import { createClient, type ClientOptions, type SignInOptions } from './client.ts'

const SECRET = 'secret_0123456789abcdefghijklmnopqrstuvwxyz'
const app = { issuer: ISSUER, clientId: 'client_1', redirectUri: 'https://app.example/callback' }

const bySecret = () =>
  new SmallProvider({
    client_id: 'client_1',
    key: new TextEncoder().encode(SECRET),
    secret: SECRET,
  })

async function ask(options: SignInOptions) {
  const provider = bySecret()
  const client = createClient({ ...app, clientSecret: SECRET, fetch: provider.fetch })
  const { url, transaction } = await client.signIn(options)
  await provider.authorize(url)
  return { provider, url, transaction }
}

describe('signIn', () => {
  it('puts nothing but client_id and the request into the URL (RFC 9101 §5)', async () => {
    const { url } = await ask({})
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'request'])
    expect(`${url.origin}${url.pathname}`).toBe(`${ISSUER}/authorize`)
  })

  it('signs by HS256 with all the bytes of the secret, for two minutes and one use', async () => {
    const { provider } = await ask({})
    const { iat = 0, exp = 0, jti, iss, aud } = provider.asked
    expect(provider.askedHeader).toEqual({ alg: 'HS256', typ: 'oauth-authz-req+jwt' })
    expect({ iss, aud, seconds: exp - iat }).toEqual({ iss: 'client_1', aud: ISSUER, seconds: 120 })
    expect(jti).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('makes state, nonce and PKCE, and keeps the verifier to itself', async () => {
    const { provider, url, transaction } = await ask({})
    const { state, nonce, code_challenge, code_challenge_method } = provider.asked
    expect({ state, nonce }).toEqual({ state: transaction.state, nonce: transaction.nonce })
    expect(code_challenge_method).toBe('S256')
    expect(code_challenge).not.toBe(transaction.codeVerifier)
    expect(url.href).not.toContain(transaction.codeVerifier)
    const other = await ask({})
    expect(other.transaction.state).not.toBe(transaction.state)
    expect(other.transaction.nonce).not.toBe(transaction.nonce)
    expect(other.transaction.codeVerifier).not.toBe(transaction.codeVerifier)
    expect(other.provider.asked.jti).not.toBe(provider.asked.jti)
  })

  it.each<{ given: SignInOptions; expect: Record<string, unknown> }>([
    { given: { prompt: 'login consent' }, expect: { prompt: 'login consent' } },
    { given: { maxAge: 0 }, expect: { max_age: 0 } },
    { given: { loginHint: 'ada@example.com' }, expect: { login_hint: 'ada@example.com' } },
    { given: { uiLocales: ['de', 'en-GB'] }, expect: { ui_locales: 'de en-GB' } },
    { given: { acrValues: ['2', '1'] }, expect: { acr_values: '2 1' } },
    { given: { responseMode: 'form_post' }, expect: { response_mode: 'form_post' } },
    { given: { scope: 'openid email' }, expect: { scope: 'openid email' } },
    {
      given: { redirectUri: 'https://app.example/other' },
      expect: { redirect_uri: 'https://app.example/other' },
    },
    {
      given: { claims: { id_token: { email: { essential: true } } } },
      expect: { claims: { id_token: { email: { essential: true } } } },
    },
    {
      given: {},
      expect: { scope: 'openid profile email', response_type: 'code' },
    },
  ])('signs $given as $expect', async ({ given, expect: wanted }) => {
    const { provider } = await ask(given)
    expect(provider.asked).toMatchObject(wanted)
  })

  it('sends the request ahead, authenticated, and only its name through the browser (RFC 9126)', async () => {
    const { provider, url } = await ask({ push: true })
    expect([...url.searchParams.keys()]).toEqual(['client_id', 'request_uri'])
    const push = provider.seen.find(({ path }) => path === '/par')
    expect([...(push?.body.keys() ?? [])]).toEqual(['request', 'client_id'])
    expect(push?.headers.get('authorization')).toMatch(/^Basic /)
  })

  it('asks for the metadata once', async () => {
    const provider = bySecret()
    const client = createClient({ ...app, clientSecret: SECRET, fetch: provider.fetch })
    await Promise.all([client.signIn(), client.signIn()])
    await client.signIn()
    expect(provider.count('/.well-known/openid-configuration')).toBe(1)
  })
})

describe('signIn with a private key', () => {
  it.each([
    { name: 'a CryptoKey', pick: (key: CryptoKey) => Promise.resolve(key) },
    { name: 'PEM', pick: exportPKCS8 },
    { name: 'a JWK', pick: exportJWK },
  ])('signs by EdDSA with $name, and names the key', async ({ pick }) => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
    const provider = new SmallProvider({ client_id: 'client_1', key: pair.publicKey })
    const privateKey = await pick(pair.privateKey)
    const client = createClient({ ...app, privateKey, kid: 'mine', fetch: provider.fetch })
    await provider.authorize((await client.signIn()).url)
    expect(provider.askedHeader).toEqual({
      alg: 'EdDSA',
      typ: 'oauth-authz-req+jwt',
      kid: 'mine',
    })
  })

  it('takes the kid of a JWK', async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
    const provider = new SmallProvider({ client_id: 'client_1', key: pair.publicKey })
    const privateKey = { ...(await exportJWK(pair.privateKey)), kid: 'its-own' }
    const client = createClient({ ...app, privateKey, fetch: provider.fetch })
    await provider.authorize((await client.signIn()).url)
    expect(provider.askedHeader['kid']).toBe('its-own')
  })

  it.each(['ES256', 'PS256', 'RS256'])('signs by %s with a key of that kind', async (alg) => {
    const pair = await generateKeyPair(alg)
    const provider = new SmallProvider({ client_id: 'client_1', key: pair.publicKey })
    const client = createClient({ ...app, privateKey: pair.privateKey, fetch: provider.fetch })
    await provider.authorize((await client.signIn()).url)
    expect(provider.askedHeader['alg']).toBe(alg)
  })

  it.each<{ name: string; privateKey: NonNullable<ClientOptions['privateKey']> }>([
    { name: 'text that is no PEM', privateKey: 'hello' },
    { name: 'a symmetric JWK', privateKey: { kty: 'oct', k: 'AAAA' } },
    { name: 'a public JWK', privateKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } },
  ])('refuses $name', async ({ privateKey }) => {
    const provider = bySecret()
    const client = createClient({ ...app, privateKey, fetch: provider.fetch })
    await expect(client.signIn()).rejects.toMatchObject({ code: 'configuration_invalid' })
  })
})

describe('createClient', () => {
  const whole: ClientOptions = { ...app, clientSecret: SECRET }

  it.each<{ name: string; change: Partial<ClientOptions> }>([
    { name: 'an issuer over plain http', change: { issuer: 'http://id.example.com' } },
    { name: 'an issuer that only looks local', change: { issuer: 'http://localhost.example.com' } },
    { name: 'an issuer that is no URL', change: { issuer: 'id.example.com' } },
    { name: 'no client id', change: { clientId: '' } },
    { name: 'nothing to sign with', change: { clientSecret: '' } },
    { name: 'a scope without openid', change: { scope: 'profile' } },
    { name: 'a relative redirect URI', change: { redirectUri: '/callback' } },
    { name: 'a key that is missing', change: { authenticationMethod: 'private_key_jwt' } },
  ])('refuses $name', ({ change }) => {
    expect(() => createClient({ ...whole, ...change })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    )
  })

  it.each([
    'http://localhost:8000',
    'http://op.localhost:8000',
    'http://127.0.0.1:8000',
    'http://[::1]:8000',
  ])('takes %s, which is this machine', (issuer) => {
    expect(() => createClient({ ...whole, issuer })).not.toThrow()
  })
})
