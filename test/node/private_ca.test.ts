/** `OUTBOUND_ALLOW=… NODE_EXTRA_CA_CERTS=… npm start`: a provider that reaches a local server whose CA is nobody else's. */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untilItAnswers, type Child } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { freePort } from './free_port.ts'

const folder = mkdtempSync(join(tmpdir(), 'amphora-ca-'))
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const keys = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })

/** An authority of its own, and a certificate for localhost that it vouches for: the paths of PEM files. */
function certificate(name: string): { ca: string; key: string; cert: string } {
  const at = (ending: string) => join(folder, `${name}.${ending}`)
  const newKey = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const [ca, caKey, key, cert] = [at('ca.pem'), at('ca.key'), at('key'), at('pem')]
  openssl(
    'req',
    '-x509',
    '-days',
    '1',
    '-subj',
    `/CN=${name}`,
    ...newKey,
    '-keyout',
    caKey,
    '-out',
    ca,
  )
  openssl('req', '-new', '-subj', '/CN=localhost', ...newKey, '-keyout', key, '-out', at('csr'))
  writeFileSync(at('ext'), 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n')
  const by = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-extfile', at('ext')]
  openssl('x509', '-req', '-days', '1', '-in', at('csr'), ...by, '-out', cert)
  return { ca, key, cert }
}

type Answer = (response: ServerResponse) => void

const json = (response: ServerResponse) =>
  response.setHeader('content-type', 'application/jwk-set+json')

/** The same keys, by servers that behave and by others: catalogue 94. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/jwks': (response) => json(response).end(keys),
  '/redirect': (response) => response.writeHead(302, { location: '/jwks' }).end(),
  '/bomb': (response) => json(response).setHeader('content-encoding', 'gzip').end(bomb),
  '/trickle': (response) => {
    json(response).write(keys)
    const trickle = setInterval(() => response.write(' '), 200)
    response.once('close', () => clearInterval(trickle))
  },
}

/** The keys with 50 MiB of white space behind them, in some 50 KiB. */
const bomb = gzipSync(keys + ' '.repeat(50 * 1024 * 1024))

/** Publishes the client's keys over TLS. */
async function siteWith({ key, cert }: { key: string; cert: string }) {
  const server: Server = createServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    ({ url = '' }, response) => ANSWERS[url]?.(response),
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
  const authority = certificate('known')
  known = await siteWith(authority)
  unknown = await siteWith(certificate('unknown'))
  const settings = localSettings({
    PORT: String(await freePort()),
    AMPHORA_STATE: folder,
    OUTBOUND_ALLOW: `${known.origin},${unknown.origin}`,
  })
  issuer = settings.issuer
  ;({ adminToken } = prepareDevVars(settings.files.devVars))
  process.env['NODE_EXTRA_CA_CERTS'] = authority.ca
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

  it.each([
    { name: 'follows no redirect', path: '/redirect' },
    { name: 'reads no more than 64 KiB, counted as they are unpacked', path: '/bomb' },
    { name: 'waits 3 seconds for all of an answer', path: '/trickle' },
  ])('$name (CWE-918, catalogue 94)', async ({ path }) => {
    const begun = performance.now()
    expect(await tokenStatus(`${known.origin}${path}`)).toBe(401)
    expect(performance.now() - begun).toBeLessThan(6000)
  })

  it('fetches from no local origin that it was not told of (CWE-918)', async () => {
    const refused = await register('https://localhost:1/jwks')
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ field: 'jwks_uri' })
  })
})
