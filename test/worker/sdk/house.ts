/** An app on the SDK, as its users meet it: the real Worker behind `fetch`, and every request to it counted. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import {
  createClient,
  type AmphoraClient,
  type ClientOptions,
  type SignedIn,
  type SignIn,
  type SignInOptions,
} from '../../../sdk/client.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import { registerClient, signIn, type TestClient } from '../support/relying_party.ts'

export interface App {
  options: ClientOptions
  client: AmphoraClient
  registered: TestClient
  /** How many requests the endpoint at this path has had from the app. */
  count: (path: string) => number
  /** The same app on another machine: it shares nothing but what it is told. */
  anotherInstance: (changes?: Partial<ClientOptions>) => App
}

/** An app that signs by HS256 with its secret. */
export async function secretApp(
  metadata: Record<string, unknown> = {},
  options: Partial<ClientOptions> = {},
): Promise<App> {
  const registered = await registerClient(metadata)
  return appOf(registered, { clientSecret: registered.secret, ...options })
}

/** An app that signs by EdDSA, and authenticates by private_key_jwt. */
export async function keyApp(): Promise<App> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('Ed25519 is a pair')
  const { kty, crv, x } = await exportJwk(pair.publicKey)
  const registered = await registerClient({
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: 'EdDSA',
    jwks: { keys: [{ kty, crv, x, kid: 'app-key' }] },
  })
  return appOf(registered, { privateKey: pair.privateKey, kid: 'app-key' })
}

const exportJwk = async (key: CryptoKey): Promise<JsonWebKey> =>
  (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey

function appOf(registered: TestClient, changes: Partial<ClientOptions>): App {
  const paths: string[] = []
  const options: ClientOptions = {
    issuer: ISSUER,
    clientId: registered.clientId,
    redirectUri: REDIRECT_URI,
    scope: 'openid profile email offline_access',
    fetch: (url, init) => {
      paths.push(new URL(url).pathname)
      return exports.default.fetch(url, init)
    },
    ...changes,
  }
  return {
    options,
    client: createClient(options),
    registered,
    count: (path) => paths.filter((each) => each === path).length,
    anotherInstance: (more) => appOf(registered, { ...changes, ...more }),
  }
}

/** Where a page sent the browser; fails where it stayed. */
export function leftFor(page: Page): URL {
  expect(page.left, inWords(page)).toBeDefined()
  return page.left ?? new URL(ISSUER)
}

/** From the app to the provider, where the person signs in and consents, and back to the app's door. */
export async function comeBack(
  { client }: App,
  email: string,
  options?: SignInOptions,
  browser = new Browser(),
): Promise<SignIn & { back: URL }> {
  const { url, transaction } = await client.signIn(options)
  return { url, transaction, back: leftFor(await signIn(browser, await browser.open(url), email)) }
}

export async function signedIn(
  app: App,
  email: string,
  browser = new Browser(),
): Promise<SignedIn> {
  const { back, transaction } = await comeBack(app, email, {}, browser)
  return app.client.handleCallback(back, transaction)
}
