/** What the suite is in the plans of FAPI 2.0: two clients with keys, that push, are authenticated, and prove possession. */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { newHolder, type Holder } from '../support/dpop.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, VERIFIER } from '../support/relying_party.ts'
import { newSigner, type Signer } from '../support/signing.ts'
import { getJson } from './checks.ts'
import type { Plan } from './plans.ts'
import { ADA, CALLBACK, registerPersonOnce } from './suite.ts'

export type Fields = Record<string, unknown>

export interface Fapi2Client {
  clientId: string
  redirectUri: string
  signer: Signer
  /** A key of the client's that is registered, for the algorithm that it is not registered for. */
  rs256: Signer
  holder: Holder
  /** How its request objects are marked: the suite's two clients differ there. */
  typ: string | undefined
}

export interface Variant {
  profile: 'fapi2-security' | 'fapi2-message-signing'
  isJarm: boolean
}

export interface Json {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

const randomText = (length: number): string => randomToken(length).slice(0, length)

const now = () => Math.floor(Date.now() / 1000)

/** An answer without a body that is JSON has an empty one here. */
async function jsonOf(response: Response): Promise<Json> {
  const text = await response.text()
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, headers: response.headers, body }
}

/** Claims with undefined left out, as a form without them. */
const form = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )

export interface PushOptions {
  /** Beside or instead of the usual parameters; undefined leaves one out. */
  parameters?: Fields
  /** Beside or instead of the usual claims of the client assertion. */
  assertion?: Fields
  /** Beside or instead of the usual claims of the request object, where requests are signed. */
  object?: Fields
  /** Beside the request, outside the object. */
  outside?: Fields
  request?: string
  proof?: string
}

export class Fapi2Run {
  readonly browser = new Browser()
  readonly variant: Variant
  readonly client: Fapi2Client
  readonly other: Fapi2Client

  constructor(variant: Variant, [client, other]: readonly [Fapi2Client, Fapi2Client]) {
    this.variant = variant
    this.client = client
    this.other = other
  }

  /** A run of the second client. */
  asOther(): Fapi2Run {
    return new Fapi2Run(this.variant, [this.other, this.client])
  }

  /** The usual parameters, with a state and a nonce of their own, as the suite has it. */
  async parameters(): Promise<Fields> {
    return {
      client_id: this.client.clientId,
      response_type: 'code',
      redirect_uri: this.client.redirectUri,
      scope: 'openid profile offline_access',
      state: randomText(128),
      nonce: randomText(20),
      code_challenge: await sha256base64url(VERIFIER),
      code_challenge_method: 'S256',
      ...(this.variant.isJarm && { response_mode: 'jwt' }),
    }
  }

  async assertion(changes: Fields = {}, signer = this.client.signer): Promise<Fields> {
    const { clientId } = this.client
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: ISSUER,
      jti: crypto.randomUUID(),
      iat: now(),
      nbf: now(),
      exp: now() + 60,
      ...changes,
    }
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    return { client_assertion_type, client_assertion: await signer.sign(claims) }
  }

  /** The claims of a request object as the suite makes it: no `jti`, and `iat` only for the second client. */
  objectClaims(parameters: Fields, changes: Fields = {}): Fields {
    const { clientId, typ } = this.client
    const times = { nbf: now(), exp: now() + 300, ...(typ && { iat: now() }) }
    return { ...parameters, iss: clientId, aud: ISSUER, ...times, ...changes }
  }

  async object(parameters: Fields, changes: Fields = {}): Promise<string> {
    const { signer, typ } = this.client
    return signer.sign(this.objectClaims(parameters, changes), typ ? { typ } : {})
  }

  /** Pushes a request, signed where the plan signs. */
  async push(options: PushOptions = {}): Promise<Json> {
    const parameters = { ...(await this.parameters()), ...options.parameters }
    const isSigned = this.variant.profile === 'fapi2-message-signing'
    const request = options.request ?? (await this.object(parameters, options.object))
    return this.post(
      '/oauth/par',
      {
        ...(isSigned ? { client_id: this.client.clientId, request } : parameters),
        ...options.outside,
        ...(await this.assertion(options.assertion)),
      },
      options.proof,
    )
  }

  async post(path: string, fields: Fields, proof?: string): Promise<Json> {
    return jsonOf(
      await exports.default.fetch(`${ISSUER}${path}`, {
        method: 'POST',
        headers: { ...(proof !== undefined && { DPoP: proof }) },
        body: form(fields),
      }),
    )
  }

  /** Opens the authorization endpoint with a pushed request, and with duplicates beside it that must not matter. */
  async open(requestUri: unknown, outside: Fields = {}): Promise<Page> {
    const { clientId, redirectUri } = this.client
    const duplicates = { response_type: 'code', scope: 'openid', redirect_uri: redirectUri }
    const fields = { client_id: clientId, request_uri: requestUri, ...duplicates, ...outside }
    return this.browser.open(`/oauth/authorize?${form(fields)}`)
  }

  async signIn(page: Page, decision = 'approve'): Promise<Page> {
    const login = page.form?.action === '/login'
    const consent = login
      ? await this.browser.submit(page, { username: ADA, password: PASSWORD })
      : page
    return consent.form?.action === '/consent'
      ? this.browser.submit(consent, { decision })
      : consent
  }

  /** The response, out of its JWT under JARM; `iss` is there, errors included (FAPI 2.0 §5.3.2.2). */
  async answerOf(page: Page): Promise<Record<string, string>> {
    expect(page.left?.href ?? inWords(page)).toMatch(this.client.redirectUri)
    const plain = Object.fromEntries<string>(page.left?.searchParams ?? [])
    const sent = this.client.redirectUri.includes('dummy1') ? ['dummy1', 'dummy2'] : []
    for (const name of sent) expect(plain[name]).toBeTruthy()
    if (!this.variant.isJarm) {
      expect(plain['iss']).toBe(ISSUER)
      return plain
    }
    const { payload, protectedHeader } = await jwtVerify(plain['response'] ?? '', await keySet(), {
      issuer: ISSUER,
      audience: this.client.clientId,
      requiredClaims: ['exp'],
    })
    expect(protectedHeader.alg).toMatch(/^(PS256|ES256|EdDSA)$/)
    return payload as Record<string, string>
  }

  /** From the push to the answer. */
  async authorize(options: PushOptions = {}): Promise<Record<string, string>> {
    const pushed = await this.push(options)
    expect(pushed.status, JSON.stringify(pushed.body)).toBe(201)
    return this.answerOf(await this.signIn(await this.open(pushed.body['request_uri'])))
  }

  async code(options: PushOptions = {}): Promise<string> {
    const answer = await this.authorize(options)
    expect(answer['code'], JSON.stringify(answer)).toBeTruthy()
    return answer['code'] ?? ''
  }

  proof(path = '/oauth/token', claims: Fields = {}, header: object = {}): Promise<string> {
    return this.client.holder.proof(`${ISSUER}${path}`, claims, header)
  }

  /** Redeems a code with all that proves it, but for these. */
  async redeem(code: string, fields: Fields = {}, proof?: string | null): Promise<Json> {
    return this.post(
      '/oauth/token',
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: this.client.redirectUri,
        code_verifier: VERIFIER,
        ...(await this.assertion()),
        ...fields,
      },
      proof === null ? undefined : (proof ?? (await this.proof())),
    )
  }

  /** The resource endpoint, which is userinfo. */
  async resource(token: string, options: ResourceOptions = {}): Promise<Json> {
    const { holder = this.client.holder, scheme = 'DPoP', claims, header } = options
    const proof = options.proof ?? (await holder.proofWith(token, claims, header))
    return jsonOf(
      await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
        headers: { Authorization: `${scheme} ${token}`, ...(proof !== '' && { DPoP: proof }) },
      }),
    )
  }
}

export interface ResourceOptions {
  holder?: Holder
  scheme?: string
  claims?: Fields
  header?: object
  /** Instead of a proof that is made; empty for none. */
  proof?: string
}

export const keySet = async () =>
  createLocalJWKSet(
    await getJson<Parameters<typeof createLocalJWKSet>[0]>('/.well-known/jwks.json'),
  )

async function registerClient(
  { profile }: Variant,
  alg: 'PS256' | 'ES256',
  second: boolean,
): Promise<Fapi2Client> {
  const signer = await newSigner(alg, 'signing')
  const rs256 = await newSigner('RS256', 'rs256')
  const redirectUri = second ? `${CALLBACK}?dummy1=lorem&dummy2=ipsum` : CALLBACK
  const { status, body } = await admin('POST', '/oauth/clients', {
    name: 'The suite',
    profile,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    scopes: ['openid', 'profile', 'offline_access'],
    jwks: { keys: [signer.publicJwk, rs256.publicJwk] },
    token_endpoint_auth_signing_alg: alg,
    request_object_signing_alg: alg,
    consent: 'always',
    ...(profile === 'fapi2-security' && { require_signed_request_object: false }),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return {
    clientId: String(body['client_id']),
    redirectUri,
    signer,
    rs256,
    holder: await newHolder(second ? 'PS256' : 'ES256'),
    typ: second ? 'oauth-authz-req+jwt' : undefined,
  }
}

export type Fapi2Module = (run: Fapi2Run) => Promise<void>

/** The plan's modules as tests, by name; its two clients and the person stand before. */
export function testFapi2Plan<Name extends string>(
  plan: Plan<Name>,
  variant: Variant,
  modules: Record<Name, Fapi2Module>,
): void {
  describe(`${plan.name}: ${variant.isJarm ? 'JARM' : 'plain responses'}`, () => {
    let clients: readonly [Fapi2Client, Fapi2Client]
    beforeAll(async () => {
      await admin('PATCH', '/tenant', { signed_requests: 'per_client' })
      await registerPersonOnce()
      clients = [
        await registerClient(variant, 'PS256', false),
        await registerClient(variant, 'ES256', true),
      ]
    })
    it.each(plan.modules)('%s', (name) => modules[name](new Fapi2Run(variant, clients)))
  })
}
