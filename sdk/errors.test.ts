import { describe, expect, it } from 'vitest'
import { ISSUER, SmallProvider, type Lies } from '../test/support/small_provider.ts'
import { AmphoraError, createClient } from './client.ts'

const SECRET = 'secret_0123456789abcdefghijklmnopqrstuvwxyz'
const app = {
  issuer: ISSUER,
  clientId: 'client_1',
  clientSecret: SECRET,
  redirectUri: 'https://app.example/callback',
}

async function comeBack() {
  const key = new TextEncoder().encode(SECRET)
  const provider = new SmallProvider({ client_id: app.clientId, key, secret: SECRET })
  const client = createClient({ ...app, fetch: provider.fetch })
  const { url, transaction } = await client.signIn()
  return { provider, client, back: await provider.authorize(url), transaction }
}

describe('an AmphoraError', () => {
  it.each<{ name: string; refusal: NonNullable<Lies['refusal']>; code: string }>([
    {
      name: 'of a body',
      refusal: { status: 400, body: { error: 'invalid_grant', error_description: 'Used before.' } },
      code: 'invalid_grant',
    },
    {
      name: 'of a body beside a challenge (RFC 6749 §5.2)',
      refusal: {
        status: 401,
        body: { error: 'invalid_client', error_description: 'Wrong secret.' },
        headers: { 'WWW-Authenticate': 'Basic realm="op"' },
      },
      code: 'invalid_client',
    },
    {
      name: 'of an answer that is none of the protocol',
      refusal: { status: 418, body: {} },
      code: 'response_invalid',
    },
  ])('has the code and the sentence $name', async ({ refusal, code }) => {
    const { provider, client, back, transaction } = await comeBack()
    provider.lies = { refusal }
    const error = await client.handleCallback(back, transaction).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AmphoraError)
    expect(error).toMatchObject({ code, retryable: false })
    if (refusal.body['error_description']) {
      expect(error).toMatchObject({ description: refusal.body['error_description'] })
    }
  })

  it('contains neither code nor token', async () => {
    const { provider, client, back, transaction } = await comeBack()
    provider.lies = { idToken: (claims) => ({ ...claims, nonce: 'another' }) }
    const error = await client.handleCallback(back, transaction).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AmphoraError)
    const { message, description, cause, stack } = error as AmphoraError
    const said = JSON.stringify({ message, description, cause, stack })
    expect(said).not.toContain(back.searchParams.get('code'))
    expect(said).not.toContain('eyJ')
  })

  it.each([429, 500, 503])('asks for another try after an answer of %i', async (status) => {
    const { provider, client, back, transaction } = await comeBack()
    provider.lies = { refusal: { status, body: {} } }
    await expect(client.handleCallback(back, transaction)).rejects.toMatchObject({
      code: 'temporarily_unavailable',
      retryable: true,
    })
  })

  it('says when the provider does not answer', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'))
    const client = createClient({ ...app, fetch })
    await expect(client.signIn()).rejects.toMatchObject({
      code: 'temporarily_unavailable',
      retryable: true,
    })
  })
})
