/** Userinfo as a JWT (OpenID Connect Core §5.3.2), as openid-client takes it and as nobody else may. */
import { exports } from 'cloudflare:workers'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { SIGNING_ALGORITHMS } from '../../../src/spec/client_metadata.ts'
import { verifyIdTokenHint } from '../../../src/protocol/tokens/id_token_hint.ts'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerClient } from '../support/relying_party.ts'
import {
  claimsIn,
  headerOf,
  logOf,
  newTokens,
  signedInPerson,
  worldOfRequest,
  type SignedInPerson,
} from '../support/signed_in.ts'

let ada: SignedInPerson
beforeAll(async () => {
  ada = await signedInPerson({ name: 'Ada Lovelace' })
})

const ask = (token: string, path = '/oauth/userinfo') =>
  exports.default.fetch(`${ISSUER}${path}`, { headers: { Authorization: `Bearer ${token}` } })

async function signedClient(alg: string = 'RS256') {
  const client = await registerClient({ userinfo_signed_response_alg: alg })
  const { access } = await newTokens(client, ada)
  return { client, access }
}

describe('signed userinfo', () => {
  it.each(SIGNING_ALGORITHMS)('by %s is verified by openid-client', async (alg) => {
    const { client, access } = await signedClient(alg)
    const config = await openid.discovery(
      new URL(ISSUER),
      client.clientId,
      { userinfo_signed_response_alg: alg },
      openid.ClientSecretBasic(client.secret),
      {
        [openid.customFetch]: (url: string, init: object) => exports.default.fetch(url, init),
        execute: [openid.enableNonRepudiationChecks],
      },
    )
    const claims = await openid.fetchUserInfo(config, access, ada.sub)
    expect(claims).toMatchObject({
      sub: ada.sub,
      name: 'Ada Lovelace',
      iss: ISSUER,
      aud: client.clientId,
    })
  })

  it('is application/jwt, not stored, and signed once for one call', async () => {
    const { client, access } = await signedClient()
    const requests = logOf('request')
    const response = await ask(access)
    expect(response.headers.get('Content-Type')).toBe('application/jwt')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const jwt = await response.text()
    expect(headerOf(jwt)).toEqual({ alg: 'RS256', kid: expect.any(String) })
    expect(claimsIn(jwt)).toMatchObject({ iss: ISSUER, aud: client.clientId, sub: ada.sub })
    expect(requests().at(-1)).toMatchObject({ object_calls: 1 })
  })

  it('is refused like any other, in JSON and a challenge', async () => {
    const response = await ask('nonsense')
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toMatch('invalid_token')
  })

  it('is no ID token to us: a hint must be one (RFC 8725 §3.11)', async () => {
    const jwt = await (await ask((await signedClient()).access)).text()
    const { registry } = worldOfRequest()
    expect(await verifyIdTokenHint(await registry.keys(), jwt, ISSUER)).toBeUndefined()
  })

  it('is plain JSON at /me, and for a client that has taken its algorithm back', async () => {
    const { client, access } = await signedClient()
    const json = { sub: ada.sub, name: 'Ada Lovelace' }
    expect(await (await ask(access, '/api/sso/v1/me')).json()).toMatchObject(json)
    const taken = { userinfo_signed_response_alg: null }
    expect((await admin('PATCH', `/oauth/clients/${client.clientId}`, taken)).status).toBe(200)
    expect(await (await ask(access)).json()).toMatchObject(json)
  })
})
