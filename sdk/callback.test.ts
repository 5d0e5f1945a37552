import { generateKeyPair, type JWTPayload } from 'jose'
import { describe, expect, it } from 'vitest'
import { ISSUER, SmallProvider } from '../test/support/small_provider.ts'
import { createClient, type Callback, type ClientOptions, type SignInOptions } from './client.ts'

const SECRET = 'secret_0123456789abcdefghijklmnopqrstuvwxyz'

function house(change: Partial<ClientOptions> = {}, alg: 'RS256' | 'EdDSA' = 'RS256') {
  const key = new TextEncoder().encode(SECRET)
  const provider = new SmallProvider({ client_id: 'client_1', key, secret: SECRET }, alg)
  const client = createClient({
    issuer: ISSUER,
    clientId: 'client_1',
    clientSecret: SECRET,
    redirectUri: 'https://app.example/callback',
    fetch: provider.fetch,
    ...change,
  })
  const goThere = async (options?: SignInOptions) => {
    const { url, transaction } = await client.signIn(options)
    return { back: await provider.authorize(url), transaction }
  }
  return { provider, client, goThere }
}

describe('handleCallback', () => {
  it.each(['RS256', 'EdDSA'] as const)('brings verified claims and the tokens, %s', async (alg) => {
    const { client, goThere } = house({}, alg)
    const { back, transaction } = await goThere()
    const { tokens, claims } = await client.handleCallback(back, transaction)
    expect(claims).toMatchObject({ iss: ISSUER, sub: 'ada', nonce: transaction.nonce })
    expect(tokens.scope).toBe('openid profile')
    expect(tokens.expiresAt).toBeGreaterThan(Date.now() / 1000 + 200)
    expect([tokens.accessToken, tokens.idToken, tokens.refreshToken]).not.toContain(undefined)
  })

  it.each<{ name: string; seenAs: (back: URL) => Callback }>([
    { name: 'a URL', seenAs: (back) => back },
    { name: 'the text of a URL', seenAs: (back) => back.href },
    { name: 'the target of a request', seenAs: ({ pathname, search }) => `${pathname}${search}` },
    { name: 'a form post', seenAs: ({ search }) => new URLSearchParams(search) },
  ])('takes $name', async ({ seenAs }) => {
    const { client, goThere } = house()
    const { back, transaction } = await goThere()
    await expect(client.handleCallback(seenAs(back), transaction)).resolves.toBeDefined()
  })

  it('refuses a browser that began no sign-in (RFC 6749 §10.12)', async () => {
    const { provider, client, goThere } = house()
    const { back } = await goThere()
    await expect(client.handleCallback(back, undefined)).rejects.toMatchObject({
      code: 'state_mismatch',
    })
    expect(provider.count('/token')).toBe(0)
  })

  it('takes no text that is no address', async () => {
    const { client, goThere } = house()
    const { transaction } = await goThere()
    await expect(client.handleCallback('https://', transaction)).rejects.toMatchObject({
      code: 'callback_invalid',
    })
  })

  it('sends the redirect URI that the sign-in began with', async () => {
    const { provider, client, goThere } = house()
    const { back, transaction } = await goThere({ redirectUri: 'https://app.example/other' })
    await client.handleCallback(back, transaction)
    const { body } = provider.seen.find(({ path }) => path === '/token') ?? {}
    expect(body?.get('redirect_uri')).toBe('https://app.example/other')
  })

  it('authenticates by an assertion for the issuer alone where there is a key', async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
    const provider = new SmallProvider({ client_id: 'client_1', key: pair.publicKey })
    const { client } = house({ privateKey: pair.privateKey, fetch: provider.fetch })
    const { url, transaction } = await client.signIn()
    const { claims } = await client.handleCallback(await provider.authorize(url), transaction)
    expect(claims.sub).toBe('ada')
  })

  it('authenticates in the body where it is told to', async () => {
    const { provider, client, goThere } = house({ authenticationMethod: 'client_secret_post' })
    const { back, transaction } = await goThere()
    await client.handleCallback(back, transaction)
    const request = provider.seen.find(({ path }) => path === '/token')
    expect(request?.body.get('client_secret')).toBe(SECRET)
    expect(request?.headers.get('authorization')).toBeNull()
  })
})

describe('handleCallback, called twice', () => {
  it('exchanges a code once, at the same time and shortly after', async () => {
    const { provider, client, goThere } = house()
    const { back, transaction } = await goThere()
    const [first, second] = await Promise.all([
      client.handleCallback(back, transaction),
      client.handleCallback(back, { ...transaction }),
    ])
    const third = await client.handleCallback(back.href, transaction)
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    expect(provider.count('/token')).toBe(1)
  })

  it('gives nothing to who has the code but another transaction', async () => {
    const { client, goThere } = house()
    const { back, transaction } = await goThere()
    await client.handleCallback(back, transaction)
    const thief = { ...transaction, codeVerifier: 'x'.repeat(43) }
    await expect(client.handleCallback(back, thief)).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })

  it('tries again after a failure', async () => {
    const { provider, client, goThere } = house()
    const { back, transaction } = await goThere()
    provider.lies = { refusal: { status: 503, body: { error: 'temporarily_unavailable' } } }
    const failed = client.handleCallback(back, transaction)
    await expect(failed).rejects.toMatchObject({ code: 'temporarily_unavailable', retryable: true })
    provider.lies = {}
    await expect(client.handleCallback(back, transaction)).resolves.toBeDefined()
  })
})

describe('handleCallback refuses', () => {
  it.each<{ name: string; change: (url: URL) => void; code: string }>([
    {
      name: 'a redirect of another sign-in (RFC 6749 §10.12)',
      change: ({ searchParams }) => searchParams.set('state', 'another'),
      code: 'state_mismatch',
    },
    {
      name: 'a redirect without state',
      change: ({ searchParams }) => searchParams.delete('state'),
      code: 'state_mismatch',
    },
    {
      name: 'a redirect of another issuer (RFC 9207 §2.4)',
      change: ({ searchParams }) => searchParams.set('iss', 'https://evil.example'),
      code: 'issuer_mismatch',
    },
    {
      name: 'a redirect without iss',
      change: ({ searchParams }) => searchParams.delete('iss'),
      code: 'issuer_mismatch',
    },
    {
      name: 'two codes',
      change: ({ searchParams }) => searchParams.append('code', 'b'),
      code: 'callback_invalid',
    },
    {
      name: 'no code',
      change: ({ searchParams }) => searchParams.delete('code'),
      code: 'callback_invalid',
    },
    {
      name: 'a person who said no',
      change: ({ searchParams }) => {
        searchParams.delete('code')
        searchParams.set('error', 'access_denied')
      },
      code: 'access_denied',
    },
    {
      name: 'a code that the provider does not know',
      change: ({ searchParams }) => searchParams.set('code', 'unknown'),
      code: 'invalid_grant',
    },
  ])('$name: $code', async ({ change, code }) => {
    const { client, goThere } = house()
    const { back, transaction } = await goThere()
    change(back)
    await expect(client.handleCallback(back, transaction)).rejects.toMatchObject({ code })
  })

  it.each<{ name: string; lie: (claims: JWTPayload) => JWTPayload; options?: SignInOptions }>([
    { name: 'another issuer', lie: (claims) => ({ ...claims, iss: 'https://evil.example' }) },
    { name: 'another audience', lie: (claims) => ({ ...claims, aud: 'client_2' }) },
    { name: 'another nonce', lie: (claims) => ({ ...claims, nonce: 'another' }) },
    { name: 'another at_hash', lie: (claims) => ({ ...claims, at_hash: 'AAAA' }) },
    { name: 'an end that is past', lie: (claims) => ({ ...claims, exp: 1 }) },
    {
      name: 'a sign-in that is too old',
      lie: (claims) => ({ ...claims, auth_time: 1 }),
      options: { maxAge: 60 },
    },
  ])('an ID token with $name', async ({ lie, options }) => {
    const { provider, client, goThere } = house()
    const { back, transaction } = await goThere(options)
    provider.lies = { idToken: lie }
    await expect(client.handleCallback(back, transaction)).rejects.toMatchObject({
      code: 'id_token_invalid',
    })
  })

  it('an ID token that somebody else signed', async () => {
    const { provider, client, goThere } = house()
    const { back, transaction } = await goThere()
    provider.lies = { signingKey: (await generateKeyPair('RS256')).privateKey }
    await expect(client.handleCallback(back, transaction)).rejects.toMatchObject({
      code: 'id_token_invalid',
    })
  })
})
