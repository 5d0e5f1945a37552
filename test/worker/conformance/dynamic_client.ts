/** Clients as the suite registers them where a provider takes dynamic ones: at the endpoint, one or more for each module. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import type { TokenAnswer } from '../support/relying_party.ts'
import { newSigner, type Signer } from '../support/signing.ts'
import { getJson } from './checks.ts'
import { CALLBACK, Run } from './suite.ts'

type Body = Record<string, unknown>

let leave: Promise<string> | undefined

/** `client.initial_access_token` of the suite's configuration: it mints clients that may send plain requests. */
async function initialAccessToken(): Promise<string> {
  await admin('PATCH', '/tenant', {
    registration: 'token',
    front_channel_tokens: true,
    request_uri_parameter: true,
  })
  const { body } = await admin('POST', '/oauth/initial-access-tokens', {
    most_clients: 1000,
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    defaults: {
      require_signed_request_object: false,
      assertion_audience: 'oidc',
      // Its request object "has no exp, nbf, iat, jti, typ".
      request_object_profile: 'rfc9101',
    },
  })
  return String(body['initial_access_token'])
}

export async function register(metadata: Body): Promise<{ status: number; body: Body }> {
  const token = await (leave ??= initialAccessToken())
  const { registration_endpoint: endpoint } = await getJson<Record<string, string>>(
    '/.well-known/openid-configuration',
  )
  const response = await exports.default.fetch(endpoint ?? `${ISSUER}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(metadata),
  })
  expect(response.headers.get('Content-Type')).toMatch('application/json')
  return { status: response.status, body: await response.json() }
}

/** "201 + application/json; client_secret must come with client_secret_expires_at"; then read, and deleted with 204. */
export function checkRegistered({ status, body }: { status: number; body: Body }): void {
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body['client_id']).toEqual(expect.any(String))
  if ('client_secret' in body) expect(body['client_secret_expires_at']).toEqual(expect.any(Number))
  expect(body['registration_client_uri']).toMatch(/^https:/)
  expect(body['registration_access_token']).toEqual(expect.any(String))
}

/** At the `registration_client_uri`. */
export async function manage(method: 'GET' | 'DELETE', registered: Body): Promise<Response> {
  return exports.default.fetch(String(registered['registration_client_uri']), {
    method,
    headers: { Authorization: `Bearer ${String(registered['registration_access_token'])}` },
  })
}

/** A run as a client with RS256 keys that the suite has made. */
export class DynamicRun extends Run {
  readonly registered: Body
  signer: Signer
  /** The `aud` of its assertions. */
  audience = `${ISSUER}/oauth/token`

  constructor(run: Run, registered: Body, signer: Signer) {
    const clientId = String(registered['client_id'])
    super(run.variant, run.clients, { clientId, secret: '', method: 'client_secret_basic' })
    this.registered = registered
    this.signer = signer
  }

  /** By private_key_jwt. */
  override async token(fields: Record<string, string>): Promise<TokenAnswer> {
    const { clientId } = this.client
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: clientId, sub: clientId, aud: this.audience, iat: now, exp: now + 60 }
    const assertion = await this.signer.sign({ ...claims, jti: crypto.randomUUID() })
    const response = await exports.default.fetch(`${ISSUER}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...fields,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
    const body = await response.json<Body>()
    return { status: response.status, headers: response.headers, body }
  }
}

/** What the suite registers for `response_type=code` and private_key_jwt. */
export const metadataWith = (changes: Body): Body => ({
  client_name: 'The suite',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'private_key_jwt',
  contacts: ['certification@oidf.org'],
  ...changes,
})

export async function dynamicRun(run: Run, changes: Body = {}): Promise<DynamicRun> {
  const signer = await newSigner('RS256', 'suite-1')
  const jwks = { keys: [{ ...signer.publicJwk, use: 'sig' }] }
  const keys = 'jwks_uri' in changes ? {} : { jwks }
  const registered = await register(metadataWith({ ...keys, ...changes }))
  checkRegistered(registered)
  return new DynamicRun(run, registered.body, signer)
}
