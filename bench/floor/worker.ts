/**
 * The floor: what a signed code flow costs if nothing but its cryptography and its object calls is done. No client is
 * looked up, no parameter judged. GET /authorize: HS256 verified, session read, request marked, code sealed.
 * POST /token: code opened, redemption inserted, two tokens signed.
 */
import { DurableObject } from 'cloudflare:workers'

interface Env {
  ISSUER: string
  CLIENT_SECRET: string
  PERSON: DurableObjectNamespace<Person>
  GUARD: DurableObjectNamespace<Guard>
}

interface Code {
  sub: string
  code: string
  challenge: string
  nonce: string
}

export class Person extends DurableObject {
  async signIn(session: string): Promise<void> {
    this.ctx.storage.sql.exec('CREATE TABLE sessions (id TEXT PRIMARY KEY) WITHOUT ROWID')
    this.ctx.storage.sql.exec('CREATE TABLE grants (code TEXT PRIMARY KEY) WITHOUT ROWID')
    this.ctx.storage.sql.exec('INSERT INTO sessions VALUES (?)', session)
  }

  async isSignedIn(session: string): Promise<boolean> {
    const rows = this.ctx.storage.sql.exec('SELECT 1 FROM sessions WHERE id = ?', session)
    return rows.toArray().length > 0
  }

  async redeem(code: string): Promise<void> {
    this.ctx.storage.sql.exec('INSERT INTO grants VALUES (?)', code)
  }
}

export class Guard extends DurableObject {
  async prepare(): Promise<void> {
    this.ctx.storage.sql.exec('CREATE TABLE marks (jti TEXT PRIMARY KEY) WITHOUT ROWID')
  }

  async spend(jti: string): Promise<void> {
    this.ctx.storage.sql.exec('INSERT INTO marks VALUES (?)', jti)
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const base64url = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.fromBase64(text, { alphabet: 'base64url' })
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(16)))

interface Keys {
  hmac: CryptoKey
  sealing: CryptoKey
  signing: CryptoKeyPair
}

let keys: Promise<Keys> | undefined

/** Imported once per isolate, as the provider's are. */
async function importKeys(env: Env): Promise<Keys> {
  const secret = encoder.encode(env.CLIENT_SECRET)
  const [hmac, sealing, signing] = await Promise.all([
    crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']),
    crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']),
    crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']),
  ])
  return { hmac, sealing, signing: signing as CryptoKeyPair }
}

const keyOfEnvelope = (sealing: CryptoKey, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: encoder.encode('code') },
    sealing,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )

async function seal({ sealing }: Keys, payload: Code): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await keyOfEnvelope(sealing, salt)
  const cipher = { name: 'AES-GCM', iv: new Uint8Array(12) }
  const sealed = await crypto.subtle.encrypt(cipher, key, encoder.encode(JSON.stringify(payload)))
  return `${base64url(salt)}.${base64url(new Uint8Array(sealed))}`
}

async function open({ sealing }: Keys, envelope: string): Promise<Code> {
  const [salt = '', sealed = ''] = envelope.split('.')
  const key = await keyOfEnvelope(sealing, bytesOf(salt))
  const cipher = { name: 'AES-GCM', iv: new Uint8Array(12) }
  const plain = await crypto.subtle.decrypt(cipher, key, bytesOf(sealed))
  return JSON.parse(decoder.decode(plain)) as Code
}

async function sign({ signing }: Keys, claims: object): Promise<string> {
  const part = (value: object) => base64url(encoder.encode(JSON.stringify(value)))
  const input = `${part({ alg: 'EdDSA', kid: 'floor' })}.${part(claims)}`
  const signature = await crypto.subtle.sign('Ed25519', signing.privateKey, encoder.encode(input))
  return `${input}.${base64url(new Uint8Array(signature))}`
}

async function authorize(url: URL, request: Request, env: Env, ring: Keys): Promise<Response> {
  const [head = '', body = '', signature = ''] = (url.searchParams.get('request') ?? '').split('.')
  const input = encoder.encode(`${head}.${body}`)
  if (!(await crypto.subtle.verify('HMAC', ring.hmac, bytesOf(signature), input))) {
    return new Response('signature', { status: 400 })
  }
  const claims = JSON.parse(decoder.decode(bytesOf(body))) as Record<string, string>
  const [sub = '', session = ''] =
    (request.headers.get('Cookie') ?? '').split('=')[1]?.split('.') ?? []
  if (!(await env.PERSON.getByName(sub).isSignedIn(session))) {
    return new Response('session', { status: 401 })
  }
  await env.GUARD.getByName('client').spend(claims['jti'] ?? '')
  const code = await seal(ring, {
    sub,
    code: random(),
    challenge: claims['code_challenge'] ?? '',
    nonce: claims['nonce'] ?? '',
  })
  const answer = new URLSearchParams({ code, state: claims['state'] ?? '', iss: env.ISSUER })
  return new Response(null, {
    status: 303,
    headers: { Location: `${claims['redirect_uri']}?${answer.toString()}` },
  })
}

async function token(request: Request, env: Env, ring: Keys): Promise<Response> {
  const form = new URLSearchParams(await request.text())
  const { sub, code, challenge, nonce } = await open(ring, form.get('code') ?? '')
  const verifier = encoder.encode(form.get('code_verifier') ?? '')
  const hash = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', verifier)))
  if (hash !== challenge) return new Response('verifier', { status: 400 })
  const exp = Math.floor(Date.now() / 1000) + 300
  const common = { iss: env.ISSUER, sub, exp, client_id: form.get('client_id') }
  const [, accessToken, idToken] = await Promise.all([
    env.PERSON.getByName(sub).redeem(code),
    sign(ring, { ...common, jti: random(), scope: 'openid' }),
    sign(ring, { ...common, nonce, auth_time: exp }),
  ])
  return Response.json({ access_token: accessToken, id_token: idToken, token_type: 'Bearer' })
}

/** POST /people: makes the objects before anything is measured, and answers `sub.session` of each. */
async function makePeople(request: Request, env: Env): Promise<Response> {
  await env.GUARD.getByName('client').prepare()
  const people = Array.from({ length: Number(await request.text()) }, () => ({
    sub: random(),
    session: random(),
  }))
  for (const { sub, session } of people) await env.PERSON.getByName(sub).signIn(session)
  return Response.json(people.map(({ sub, session }) => `${sub}.${session}`))
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url)
    keys ??= importKeys(env)
    if (url.pathname === '/authorize') return authorize(url, request, env, await keys)
    if (url.pathname === '/token') return token(request, env, await keys)
    if (url.pathname === '/people') return makePeople(request, env)
    return new Response(null, { status: 404 })
  },
}
