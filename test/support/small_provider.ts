/**
 * The smallest provider that the SDK can be held against: signed requests, codes, tokens and userinfo, in memory and
 * reached through its `fetch`. It checks what an honest provider checks, and lies where a test tells it to.
 */
import {
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose'

export const ISSUER = 'https://op.example'

interface RegisteredClient {
  client_id: string
  /** Verifies its request objects, and its assertions where it has no secret. */
  key: CryptoKey | Uint8Array
  secret?: string
}

/** What the provider does otherwise than it should. */
export interface Lies {
  idToken?: (claims: JWTPayload) => JWTPayload
  signingKey?: CryptoKey
  userinfo?: Record<string, unknown>
  refusal?: { status: number; body: Record<string, unknown>; headers?: Record<string, string> }
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })

export class SmallProvider {
  readonly seen: { path: string; body: URLSearchParams; headers: Headers }[] = []
  lies: Lies = {}
  /** The last request object as verified. */
  asked: JWTPayload = {}
  askedHeader: Record<string, unknown> = {}
  readonly #client: RegisteredClient
  readonly #alg: 'RS256' | 'EdDSA'
  readonly #keys: Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }>
  readonly #pushed = new Map<string, string>()
  readonly #codes = new Map<string, JWTPayload>()
  #nonceOfFamily: unknown

  constructor(client: RegisteredClient, alg: 'RS256' | 'EdDSA' = 'RS256') {
    this.#client = client
    this.#alg = alg
    this.#keys = generateKeyPair(alg, alg === 'EdDSA' ? { crv: 'Ed25519' } : {})
  }

  count(path: string): number {
    return this.seen.filter((each) => each.path === path).length
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init)
    const path = new URL(url).pathname
    const body = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
    this.seen.push({ path, body, headers: request.headers })
    const { refusal } = this.lies
    if (refusal && !path.startsWith('/.well-known')) {
      return json(refusal.body, refusal.status, refusal.headers)
    }
    return this.#answer(path, body, request)
  }

  async #answer(path: string, body: URLSearchParams, request: Request): Promise<Response> {
    switch (path) {
      case '/.well-known/openid-configuration':
        return json(this.#metadata())
      case '/jwks':
        return json({ keys: [{ ...(await exportJWK((await this.#keys).publicKey)), kid: 'k1' }] })
      case '/par':
        return this.#push(body)
      case '/token':
        await this.#authenticate(body, request)
        return this.#token(body)
      case '/userinfo':
        return json({ sub: 'ada', name: 'Ada', ...this.lies.userinfo })
      case '/revoke':
        return new Response(null, { status: 200 })
      default:
        return new Response('', { status: 404 })
    }
  }

  #metadata() {
    return {
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      pushed_authorization_request_endpoint: `${ISSUER}/par`,
      token_endpoint: `${ISSUER}/token`,
      userinfo_endpoint: `${ISSUER}/userinfo`,
      revocation_endpoint: `${ISSUER}/revoke`,
      end_session_endpoint: `${ISSUER}/logout`,
      jwks_uri: `${ISSUER}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'EdDSA'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  #push(body: URLSearchParams): Response {
    const requestUri = `urn:ietf:params:oauth:request_uri:${this.#pushed.size}`
    this.#pushed.set(requestUri, body.get('request') ?? '')
    return json({ request_uri: requestUri, expires_in: 60 }, 201)
  }

  /** The browser and the person: opens the sign-in and answers where the browser is sent. */
  async authorize(url: URL): Promise<URL> {
    const { searchParams } = url
    if (searchParams.get('client_id') !== this.#client.client_id) throw new Error('another client')
    const request =
      searchParams.get('request') ?? this.#pushed.get(searchParams.get('request_uri') ?? '') ?? ''
    const { payload } = await jwtVerify(request, this.#client.key, {
      issuer: this.#client.client_id,
      audience: ISSUER,
      typ: 'oauth-authz-req+jwt',
      requiredClaims: ['exp', 'iat', 'jti', 'redirect_uri'],
      maxTokenAge: '300s',
    })
    this.asked = payload
    this.askedHeader = { ...decodeProtectedHeader(request) }
    const code = crypto.randomUUID()
    this.#codes.set(code, payload)
    const back = new URL(String(payload['redirect_uri']))
    back.search = new URLSearchParams({
      code,
      state: String(payload['state']),
      iss: ISSUER,
    }).toString()
    return back
  }

  async #authenticate(body: URLSearchParams, { headers }: Request): Promise<void> {
    const { client_id, secret, key } = this.#client
    if (secret !== undefined) {
      // "encoded using the application/x-www-form-urlencoded encoding algorithm" (RFC 6749 §2.3.1)
      const basic = decodeURIComponent(atob(headers.get('authorization')?.slice(6) ?? ''))
      const isRight = basic === `${client_id}:${secret}` || body.get('client_secret') === secret
      if (!isRight) throw new Error('wrong secret')
      return
    }
    const assertion = body.get('client_assertion') ?? ''
    const { payload } = await jwtVerify(assertion, key, { issuer: client_id, subject: client_id })
    // The issuer alone, as one string (draft-ietf-oauth-rfc7523bis).
    if (payload.aud !== ISSUER) throw new Error('wrong audience')
  }

  async #token(body: URLSearchParams): Promise<Response> {
    if (body.get('grant_type') === 'refresh_token') return this.#tokens(this.#nonceOfFamily)
    const request = this.#codes.get(body.get('code') ?? '')
    this.#codes.delete(body.get('code') ?? '')
    const verifier = new TextEncoder().encode(body.get('code_verifier') ?? '')
    const challenge = base64url(await crypto.subtle.digest('SHA-256', verifier))
    const isRight =
      request?.['code_challenge'] === challenge &&
      request['redirect_uri'] === body.get('redirect_uri')
    if (!isRight) return json({ error: 'invalid_grant', error_description: 'No such code.' }, 400)
    this.#nonceOfFamily = request['nonce']
    return this.#tokens(request['nonce'])
  }

  async #tokens(nonce: unknown): Promise<Response> {
    const access_token = crypto.randomUUID()
    const hash = this.#alg === 'EdDSA' ? 'SHA-512' : 'SHA-256'
    const digest = await crypto.subtle.digest(hash, new TextEncoder().encode(access_token))
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: ISSUER,
      sub: 'ada',
      aud: this.#client.client_id,
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce,
      at_hash: base64url(digest.slice(0, digest.byteLength / 2)),
    }
    const id_token = await new SignJWT(this.lies.idToken?.(claims) ?? claims)
      .setProtectedHeader({ alg: this.#alg, kid: 'k1' })
      .sign(this.lies.signingKey ?? (await this.#keys).privateKey)
    const refresh_token = crypto.randomUUID()
    const rest = { token_type: 'Bearer', expires_in: 300, scope: 'openid profile' }
    return json({ access_token, id_token, refresh_token, ...rest })
  }
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
