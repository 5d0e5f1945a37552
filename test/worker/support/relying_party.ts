/** Clients as tests need them: registered over the admin API, signing with bare WebCrypto. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { admin, createUser } from '../admin/house.ts'
import { base64url } from '../../../src/kernel/encoding.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { sha256 } from '../../../src/kernel/digest.ts'
import { Browser, inWords, type Page } from './browser.ts'
import { ISSUER, REDIRECT_URI } from './reading_world.ts'
import { newSigner, signHs256, type Signer } from './signing.ts'

export const PASSWORD = 'correct horse battery'

export interface TestClient {
  clientId: string
  secret: string
  /** An address that opens a signed request with these claims beside or instead of the usual ones. */
  requestUrl(claims?: Record<string, unknown>): Promise<string>
  /** The request object alone. */
  requestObject(claims?: Record<string, unknown>): Promise<string>
}

export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

export async function registerClient(changes: Record<string, unknown> = {}): Promise<TestClient> {
  const { status, body } = await admin('POST', '/oauth/clients', {
    name: 'A shop',
    redirect_uris: [REDIRECT_URI],
    post_logout_redirect_uris: ['https://rp.amphora.test/signed-out'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_basic',
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    ...changes,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  const clientId = String(body['client_id'])
  const secret = String(body['client_secret'])
  return testClient(clientId, secret, (claims) => signHs256(claims, { secret }))
}

/** A client with a key pair and no secret. */
export async function registerKeyClient(
  changes: Record<string, unknown> = {},
  alg: 'EdDSA' | 'ES256' | 'PS256' | 'RS256' = 'EdDSA',
): Promise<TestClient & { signer: Signer }> {
  const signer = await newSigner(alg, 'a-key')
  const registered = await registerClient({
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: alg,
    jwks: { keys: [signer.publicJwk] },
    ...changes,
  })
  const { clientId } = registered
  return { ...testClient(clientId, '', (claims) => signer.sign(claims)), signer }
}

/** A client without a backend: whoever holds a key may sign for it. */
export async function registerEmbeddedClient(
  changes: Record<string, unknown> = {},
): Promise<{ clientId: string; signingWith(signer: Signer): TestClient }> {
  const { clientId } = await registerClient({
    token_endpoint_auth_method: 'none',
    request_object_key: 'embedded',
    ...changes,
  })
  const signingWith = (signer: Signer) =>
    testClient(clientId, '', (claims) => signer.sign(claims, { jwk: signer.publicJwk }))
  return { clientId, signingWith }
}

function testClient(
  clientId: string,
  secret: string,
  sign: (claims: Record<string, unknown>) => Promise<string>,
): TestClient {
  const requestObject = async (changes: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000)
    return sign({
      iss: clientId,
      aud: ISSUER,
      iat: now,
      exp: now + 300,
      jti: randomToken(),
      client_id: clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile email',
      state: 'a state',
      nonce: 'a nonce',
      code_challenge: base64url(await sha256(VERIFIER)),
      code_challenge_method: 'S256',
      ...changes,
    })
  }
  return {
    clientId,
    secret,
    requestObject,
    requestUrl: async (changes) =>
      authorizeUrl({ client_id: clientId, request: await requestObject(changes) }),
  }
}

export const authorizeUrl = (parameters: Record<string, string>): string =>
  `${ISSUER}/oauth/authorize?${new URLSearchParams(parameters)}`

/** A person who can sign in. @returns their sub */
export async function registerPerson(
  email: string,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const { status, body } = await createUser(email, { password: PASSWORD, ...claims })
  expect(status, JSON.stringify(body)).toBe(201)
  return String(body['sub'])
}

/** Signs in at the page that stands open, and consents where that is asked. */
export async function signIn(browser: Browser, page: Page, email: string): Promise<Page> {
  const next = await browser.submit(page, { username: email, password: PASSWORD })
  return next.form?.action === '/consent' ? browser.submit(next, { decision: 'approve' }) : next
}

/** A browser in which a person has signed in to a client once, and consented. */
export async function signedInBrowser(client: TestClient, email: string): Promise<Browser> {
  const browser = new Browser()
  codeOf(await signIn(browser, await browser.open(await client.requestUrl()), email))
  return browser
}

/** The code that came back; fails where none did. */
export function codeOf(page: Page): string {
  expect(page.left, inWords(page)).toBeDefined()
  const code = page.left?.searchParams.get('code')
  expect(code, page.left?.href).toBeTruthy()
  return code ?? ''
}

export interface TokenAnswer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** Posts to an endpoint of the back channel as this client, by HTTP Basic. */
export async function postAs(
  { clientId, secret }: Pick<TestClient, 'clientId' | 'secret'>,
  path: string,
  fields: Record<string, string>,
): Promise<TokenAnswer> {
  const response = await exports.default.fetch(`${ISSUER}${path}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
    body: new URLSearchParams(fields),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}

export const redeem = (client: TestClient, code: string): Promise<TokenAnswer> =>
  postAs(client, '/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
  })
