/** A demo person and the clients of the demo apps, made once over the admin API as any operator would. */
import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { adminApi, type AdminApi } from './local/admin_api.ts'
import { readDemoFile, writeDemoFile, type DemoFile } from './local/demo_file.ts'
import { DEMO_PERSON } from './local/demo_person.ts'
import type { LocalSettings } from './local/settings.ts'

/** What was seeded before, if the provider still knows it; else everything anew. */
export async function seed(settings: LocalSettings, adminToken: string): Promise<DemoFile> {
  const api = adminApi(settings.providerOrigin, adminToken)
  const before = readDemoFile(settings.files.demo)
  if (before && (await isStillTrue(api, before, settings))) return before
  const demo = await seedAnew(api, settings)
  writeDemoFile(settings.files.demo, demo)
  return demo
}

async function isStillTrue(
  api: AdminApi,
  demo: DemoFile,
  { issuer, demoOrigin }: LocalSettings,
): Promise<boolean> {
  if (demo.issuer !== issuer || demo.origin !== demoOrigin) return false
  // A file of an older version knows fewer of them.
  const clients: ({ clientId: string } | undefined)[] = [
    demo.webHs256,
    demo.webEddsa,
    demo.spa,
    demo.noBackend,
  ]
  const known = await Promise.all(
    clients.map(async (client) => client !== undefined && api.hasClient(client.clientId)),
  )
  return known.every(Boolean) && (await api.findPerson(demo.person.email)) !== undefined
}

async function seedAnew(api: AdminApi, settings: LocalSettings): Promise<DemoFile> {
  const { issuer, demoOrigin: origin } = settings
  const common = {
    post_logout_redirect_uris: [`${origin}/`],
    client_uri: `${origin}/`,
    grant_types: ['authorization_code', 'refresh_token'],
  }
  const webHs256 = await api.register({
    ...common,
    name: 'Harbour Shop',
    description: 'Demo: a web app that signs with its secret',
    redirect_uris: [`${origin}/web/callback`, `${origin}/authorization-code/callback`],
    token_endpoint_auth_method: 'client_secret_basic',
    scopes: ['openid', 'profile', 'email'],
  })
  const { privateKey, publicKey } = await newKeyPair()
  const webEddsa = await api.register({
    ...common,
    name: 'Olive Ledger',
    description: 'Demo: a web app that signs with a key pair',
    redirect_uris: [`${origin}/keys/callback`],
    token_endpoint_auth_method: 'private_key_jwt',
    request_object_signing_alg: 'EdDSA',
    jwks: { keys: [publicKey] },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
  })
  const spa = await api.register({
    ...common,
    name: 'Lantern',
    description: 'Demo: a page whose backend signs',
    redirect_uris: [`${origin}/spa/`],
    token_endpoint_auth_method: 'client_secret_basic',
    scopes: ['openid', 'profile', 'email', 'phone', 'address'],
  })
  const noBackend = await api.register({
    ...common,
    name: 'Signet',
    description: 'Demo: a page without a backend',
    redirect_uris: [`${origin}/signet/`],
    token_endpoint_auth_method: 'none',
    request_object_key: 'embedded',
    scopes: ['openid', 'profile', 'email', 'offline_access'],
  })
  const password = `demo-${randomBytes(6).toString('hex')}`
  await api.makePerson({ ...DEMO_PERSON, password })
  return {
    issuer,
    origin,
    cookieSecret: randomBytes(32).toString('base64url'),
    person: { email: DEMO_PERSON.email, password },
    webHs256,
    webEddsa: { clientId: webEddsa.clientId, privateKey },
    spa,
    noBackend: { clientId: noBackend.clientId },
  }
}

async function newKeyPair(): Promise<{ privateKey: JWK; publicKey: JWK }> {
  const pair = await generateKeyPair('Ed25519', { extractable: true })
  const kid = 'demo-key-1'
  const [privateKey, publicKey] = [
    await exportJWK(pair.privateKey),
    await exportJWK(pair.publicKey),
  ]
  return { privateKey: { ...privateKey, kid }, publicKey: { ...publicKey, kid, alg: 'EdDSA' } }
}
