import { describe, expect, it } from 'vitest'
import { ISSUER, SmallProvider } from '../test/support/small_provider.ts'
import { createClient } from './client.ts'

const SECRET = 'secret_0123456789abcdefghijklmnopqrstuvwxyz'

async function signedIn() {
  const key = new TextEncoder().encode(SECRET)
  const provider = new SmallProvider({ client_id: 'client_1', key, secret: SECRET })
  const client = createClient({
    issuer: ISSUER,
    clientId: 'client_1',
    clientSecret: SECRET,
    redirectUri: 'https://app.example/callback',
    fetch: provider.fetch,
  })
  const { url, transaction } = await client.signIn()
  const { tokens } = await client.handleCallback(await provider.authorize(url), transaction)
  provider.seen.length = 0
  return { provider, client, tokens }
}

describe('refresh', () => {
  it('brings new tokens, and a refresh token that replaces the old one', async () => {
    const { client, tokens } = await signedIn()
    const refreshed = await client.refresh(tokens.refreshToken ?? '', 'ada')
    expect(refreshed.claims?.sub).toBe('ada')
    expect(refreshed.tokens.accessToken).not.toBe(tokens.accessToken)
    expect(refreshed.tokens.refreshToken).not.toBe(tokens.refreshToken)
  })

  it('spends a refresh token once, however many ask at the same time', async () => {
    const { provider, client, tokens } = await signedIn()
    const all = await Promise.all(
      Array.from({ length: 20 }, () => client.refresh(tokens.refreshToken ?? '', 'ada')),
    )
    expect(new Set(all.map((each) => each.tokens.accessToken)).size).toBe(1)
    expect(provider.count('/token')).toBe(1)
  })

  it('refuses tokens about another person (OpenID Connect Core §12.2)', async () => {
    const { provider, client, tokens } = await signedIn()
    provider.lies = { idToken: (claims) => ({ ...claims, sub: 'eve' }) }
    await expect(client.refresh(tokens.refreshToken ?? '', 'ada')).rejects.toMatchObject({
      code: 'subject_mismatch',
    })
  })

  it('passes on that the refresh token is worth nothing any more', async () => {
    const { provider, client, tokens } = await signedIn()
    provider.lies = { refusal: { status: 400, body: { error: 'invalid_grant' } } }
    await expect(client.refresh(tokens.refreshToken ?? '', 'ada')).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })
})

describe('userinfo', () => {
  it('tells what the provider knows', async () => {
    const { provider, client, tokens } = await signedIn()
    expect(await client.userinfo(tokens.accessToken, 'ada')).toEqual({ sub: 'ada', name: 'Ada' })
    expect(provider.seen[0]?.headers.get('authorization')).toBe(`Bearer ${tokens.accessToken}`)
  })

  it('refuses what is about another person (OpenID Connect Core §5.3.2)', async () => {
    const { provider, client, tokens } = await signedIn()
    provider.lies = { userinfo: { sub: 'eve' } }
    await expect(client.userinfo(tokens.accessToken, 'ada')).rejects.toMatchObject({
      code: 'subject_mismatch',
    })
  })

  it('names the error of a challenge (RFC 6750 §3)', async () => {
    const { provider, client, tokens } = await signedIn()
    const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' }
    provider.lies = { refusal: { status: 401, body: {}, headers } }
    await expect(client.userinfo(tokens.accessToken, 'ada')).rejects.toMatchObject({
      code: 'invalid_token',
    })
  })
})

it('revoke sends the token, authenticated (RFC 7009 §2.1)', async () => {
  const { provider, client, tokens } = await signedIn()
  await client.revoke(tokens.refreshToken ?? '')
  const [request] = provider.seen
  expect(request?.path).toBe('/revoke')
  expect(request?.body.get('token')).toBe(tokens.refreshToken)
  expect(request?.headers.get('authorization')).toMatch(/^Basic /)
})

it('signOutUrl names the client, the hint and the way back (RP-Initiated Logout §2)', async () => {
  const { client } = await signedIn()
  const url = await client.signOutUrl({
    idToken: 'an.id.token',
    postLogoutRedirectUri: 'https://app.example/',
    state: 'bye',
  })
  expect(`${url.origin}${url.pathname}`).toBe(`${ISSUER}/logout`)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'client_1',
    id_token_hint: 'an.id.token',
    post_logout_redirect_uri: 'https://app.example/',
    state: 'bye',
  })
})
