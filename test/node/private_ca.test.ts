/** `OUTBOUND_ALLOW=… NODE_EXTRA_CA_CERTS=… npm start`: a provider that reaches a local server whose CA is nobody else's. */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untilItAnswers, type Child } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { freePort } from './free_port.ts'

const folder = mkdtempSync(join(tmpdir(), 'amphora-ca-'))
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const keys = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })

/** A certificate for localhost that vouches for itself. */
function certificate(name: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  const what = ['-x509', '-days', '1', '-subj', '/CN=localhost', '-nodes', '-newkey', 'ec']
  const how = [
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-addext',
    'subjectAltName=DNS:localhost',
  ]
  execFileSync('openssl', ['req', ...what, ...how, '-keyout', key, '-out', cert], { stdio: 'pipe' })
  return { key, cert }
}

/** Publishes the client's keys over TLS. */
async function siteWith({ key, cert }: { key: string; cert: string }) {
  const server: Server = createServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (_request, response) =>
      response.setHeader('content-type', 'application/jwk-set+json').end(keys),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return { server, origin: `https://localhost:${(server.address() as AddressInfo).port}` }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

let provider: Child
let issuer: string
let adminToken: string
let known: Awaited<ReturnType<typeof siteWith>>
let unknown: Awaited<ReturnType<typeof siteWith>>
const trusted = process.env['NODE_EXTRA_CA_CERTS']

beforeAll(async () => {
  const ca = certificate('known')
  known = await siteWith(ca)
  unknown = await siteWith(certificate('unknown'))
  const settings = localSettings({
    PORT: String(await freePort()),
    AMPHORA_STATE: folder,
    OUTBOUND_ALLOW: `${known.origin},${unknown.origin}`,
  })
  issuer = settings.issuer
  ;({ adminToken } = prepareDevVars(settings.files.devVars))
  process.env['NODE_EXTRA_CA_CERTS'] = ca.cert
  provider = startProvider(settings, false)
  await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
})
afterAll(async () => {
  if (trusted === undefined) delete process.env['NODE_EXTRA_CA_CERTS']
  else process.env['NODE_EXTRA_CA_CERTS'] = trusted
  await provider.stop()
  known.server.close()
  unknown.server.close()
  rmSync(folder, { recursive: true })
})

async function register(jwksUri: string): Promise<Response> {
  return fetch(`${issuer}/api/sso/v1/oauth/clients`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'A service',
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: jwksUri,
    }),
  })
}

/** Asks for a token as a client whose keys are at this address, and answers the status. */
async function tokenStatus(jwksUri: string): Promise<number> {
  const registered = await register(jwksUri)
  expect(registered.status).toBe(201)
  const { client_id: id } = await registered.json<{ client_id: string }>()
  const exp = Math.floor(Date.now() / 1000) + 60
  const claims = { iss: id, sub: id, aud: issuer, exp, jti: randomUUID() }
  const input = `${part({ alg: 'EdDSA' })}.${part(claims)}`
  const signature = sign(null, Buffer.from(input), privateKey).toString('base64url')
  const answer = await fetch(`${issuer}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${input}.${signature}`,
    }),
  })
  return answer.status
}

describe('a provider on this machine', () => {
  it('fetches over TLS from a local origin whose CA it was told of', async () => {
    expect(await tokenStatus(`${known.origin}/jwks`)).toBe(200)
  })

  it('trusts no other certificate, though the origin is allowed', async () => {
    expect(await tokenStatus(`${unknown.origin}/jwks`)).toBe(401)
  })

  it('fetches from no local origin that it was not told of (CWE-918)', async () => {
    const refused = await register('https://localhost:1/jwks')
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ field: 'jwks_uri' })
  })
})
