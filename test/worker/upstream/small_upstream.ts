/**
 * Other providers, as small as they can be and real in what they check: one that speaks OpenID Connect, and one that only
 * speaks OAuth. They are reached through `fetch`, and lie where a test tells them to.
 */
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose'
import { vi } from 'vitest'
import { base64url } from '../../../src/kernel/encoding.ts'
import { sha256 } from '../../../src/kernel/digest.ts'
import { randomToken } from '../../../src/kernel/random.ts'

export const SECRET = 'a secret between two providers'

interface Asked {
  url: URL
  claims: JWTPayload
}

/** What it does otherwise than it should. */
export interface Lies {
  metadata?: Record<string, unknown>
  idToken?: (claims: JWTPayload) => JWTPayload
  signingKey?: CryptoKey | Uint8Array
  alg?: string
  /** Instead of what an endpoint would answer. */
  instead?: (path: string) => Response | undefined
  /** Beside what goes back with the browser. */
  response?: Record<string, string>
}

abstract class Upstream {
  readonly seen: { path: string; body: URLSearchParams; headers: Headers }[] = []
  lies: Lies = {}
  readonly origin: string
  readonly clientId = 'us'
  /** Whether a client secret is right. */
  secret: (given: string) => boolean | Promise<boolean> = (given) => given === SECRET
  protected readonly codes = new Map<string, Asked>()

  constructor(origin: string) {
    this.origin = origin
  }

  count(path: string): number {
    return this.seen.filter((each) => each.path === path).length
  }

  /** The browser and the person: says yes as somebody, and answers what the browser is sent back with. */
  authorize(url: URL, claims: JWTPayload): URLSearchParams {
    const code = randomToken()
    this.codes.set(code, { url, claims })
    const { response } = this.lies
    return new URLSearchParams({
      code,
      state: url.searchParams.get('state') ?? '',
      iss: this.origin,
      ...response,
    })
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname: path } = new URL(request.url)
    const body = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()))
    this.seen.push({ path, body, headers: request.headers })
    return this.lies.instead?.(path) ?? this.answer(path, body, request.headers)
  }

  protected abstract answer(
    path: string,
    body: URLSearchParams,
    headers: Headers,
  ): Promise<Response>

  /** What was asked for with this code, once, by who may redeem it (RFC 6749 §4.1.3, RFC 7636 §4.6). */
  protected async redeem(body: URLSearchParams, headers: Headers): Promise<Asked | undefined> {
    const basic = atob(headers.get('authorization')?.slice(6) ?? '').split(':')
    const id = body.get('client_id') ?? basic[0]
    const secret = decodeURIComponent(body.get('client_secret') ?? basic[1] ?? '').replaceAll(
      '+',
      ' ',
    )
    const code = body.get('code') ?? ''
    const asked = this.codes.get(code)
    this.codes.delete(code)
    if (!asked || id !== this.clientId || !(await this.secret(secret))) return undefined
    const { searchParams } = asked.url
    const challenge = searchParams.get('code_challenge')
    const proven = base64url(await sha256(body.get('code_verifier') ?? ''))
    if (challenge !== null && challenge !== proven) return undefined
    return body.get('redirect_uri') === searchParams.get('redirect_uri') ? asked : undefined
  }
}

const refused = () => Response.json({ error: 'invalid_grant' }, { status: 400 })

/** One pair for all: what an isolate remembers of an issuer, it remembers from test to test. */
const KEYS = generateKeyPair('RS256')

export class OpenIdUpstream extends Upstream {
  /** Below its origin. */
  path = ''
  #userinfo: JWTPayload = {}

  protected async answer(path: string, body: URLSearchParams, headers: Headers): Promise<Response> {
    switch (path.slice(this.path.length)) {
      case '/.well-known/openid-configuration':
        return Response.json({
          issuer: this.origin,
          authorization_endpoint: `${this.origin}/authorize`,
          token_endpoint: `${this.origin}${this.path}/token`,
          userinfo_endpoint: `${this.origin}${this.path}/userinfo`,
          jwks_uri: `${this.origin}${this.path}/jwks`,
          id_token_signing_alg_values_supported: ['RS256'],
          authorization_response_iss_parameter_supported: true,
          ...this.lies.metadata,
        })
      case '/jwks': {
        const jwk = await exportJWK((await KEYS).publicKey)
        return Response.json({ keys: [{ ...jwk, kid: 'k1', alg: 'RS256', use: 'sig' }] })
      }
      case '/token': {
        const asked = await this.redeem(body, headers)
        return asked ? Response.json(await this.#tokens(asked)) : refused()
      }
      case '/userinfo':
        return Response.json(this.#userinfo)
      default:
        return new Response(null, { status: 404 })
    }
  }

  async #tokens({ url, claims }: Asked) {
    const now = Math.floor(Date.now() / 1000)
    const nonce = url.searchParams.get('nonce')
    const honest = {
      iss: this.origin,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      ...(nonce !== null && { nonce }),
      ...claims,
    }
    this.#userinfo = claims
    const { idToken = (each) => each, signingKey, alg = 'RS256' } = this.lies
    const told = idToken(honest)
    const key = signingKey ?? (await KEYS).privateKey
    const signed =
      alg === 'none'
        ? new UnsecuredJWT(told).encode()
        : await new SignJWT(told).setProtectedHeader({ alg, kid: 'k1' }).sign(key)
    return { access_token: randomToken(), token_type: 'Bearer', expires_in: 300, id_token: signed }
  }
}

/** As GitHub's Enterprise Server is: documents about the person instead of an ID token. */
export class OAuthUpstream extends Upstream {
  documents: Record<string, unknown> = {}

  protected async answer(path: string, body: URLSearchParams, headers: Headers): Promise<Response> {
    if (path === '/login/oauth/access_token') {
      const asked = await this.redeem(body, headers)
      return asked
        ? Response.json({ access_token: 'gho_token', token_type: 'bearer', scope: 'read:user' })
        : Response.json({ error: 'bad_verification_code' })
    }
    const document = this.documents[path]
    const isKnown = headers.get('authorization') === 'Bearer gho_token' && document !== undefined
    return isKnown ? Response.json(document) : new Response(null, { status: 401 })
  }
}

/** Lets them answer for their origins, and nobody for any other. */
export function reach(...upstreams: Upstream[]): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const { origin } = new URL(request.url)
    const upstream = upstreams.find((each) => each.origin === origin)
    return upstream ? upstream.fetch(request) : new Response(null, { status: 502 })
  })
}
