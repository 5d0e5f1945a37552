/** What the suite is to a provider: a relying party that sends plain requests and is exact about every answer. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, postAs, registerPerson, type TokenAnswer } from '../support/relying_party.ts'
import { signHs256 } from '../support/signing.ts'
import type { Plan } from './plans.ts'

export const ADA = 'ada@suite.amphora.test'
export const CALLBACK = 'https://suite.amphora.test/test/a/amphora/callback'
export const AFTER_LOGOUT = 'https://suite.amphora.test/test/a/amphora/post_logout_redirect'

/** For no warnings "the test user needs" every standard claim. */
export const EVERY_CLAIM = {
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  middle_name: 'King',
  nickname: 'ada',
  preferred_username: 'ada',
  profile: 'https://ada.example/',
  picture: 'https://ada.example/ada.png',
  website: 'https://ada.example/',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
  email_verified: true,
  phone_number: '+44 20 7946 0000',
  phone_number_verified: true,
  address: { street_address: '12 St James’s Square', locality: 'London', country: 'GB' },
}

export interface Variant {
  response_type: string
  response_mode: 'default' | 'form_post'
  /** The suite sends plain requests; ours go through the same modules signed as well, by value or pushed. */
  road?: 'signed' | 'pushed'
}

export interface RegisteredClient {
  clientId: string
  secret: string
  method: 'client_secret_basic' | 'client_secret_post'
}

/** One run of one module: its own browser, as the suite has it. */
export class Run {
  readonly browser = new Browser()
  readonly variant: Variant
  readonly client: RegisteredClient
  /** The second client, and the one that sends its secret in the body. */
  readonly clients: Clients

  constructor(variant: Variant, clients: Clients, client = clients.first) {
    this.variant = variant
    this.clients = clients
    this.client = client
  }

  /** The same run as another client, in the same browser or a new one. */
  as(client: RegisteredClient): Run {
    return new Run(this.variant, this.clients, client)
  }

  get parameters(): Record<string, string> {
    const { response_type, response_mode } = this.variant
    return {
      client_id: this.client.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'a-state-of-the-suite',
      nonce: 'a-nonce-of-the-suite',
      response_type,
      ...(response_mode === 'form_post' && { response_mode }),
    }
  }

  /** Opens an authorization request; undefined leaves a parameter out. Nobody clicks anything. */
  async open(changes: Record<string, string | undefined> = {}): Promise<Page> {
    const sent = await this.onRoad({ ...this.parameters, ...changes })
    return this.browser.open(`/oauth/authorize?${query(sent)}`)
  }

  /** The parameters as they travel through the browser. */
  async onRoad(
    parameters: Record<string, string | undefined>,
  ): Promise<Record<string, string | undefined>> {
    const { clientId: client_id, secret } = this.client
    const { road } = this.variant
    if (!road || 'request' in parameters) return parameters
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: client_id, aud: ISSUER, iat: now, exp: now + 300, jti: randomToken() }
    const request = await signHs256({ ...usual, ...parameters }, { secret })
    if (road === 'signed') return { client_id, request }
    const { status, body } = await postAs(this.client, '/oauth/par', { request })
    return status === 201
      ? { client_id, request_uri: String(body['request_uri']) }
      : { client_id, request }
  }

  /** Opens an authorization request and does what the pages ask for: signs in, consents. */
  async authorize(changes: Record<string, string | undefined> = {}): Promise<Answer> {
    return this.answerOf(await this.signIn(await this.open(changes)))
  }

  async signIn(page: Page): Promise<Page> {
    let next = page
    if (next.form?.action === '/login') {
      next = await this.browser.submit(next, { username: ADA, password: PASSWORD })
    }
    return next.form?.action === '/consent'
      ? this.browser.submit(next, { decision: 'approve' })
      : next
  }

  /** The response, which must have travelled the way that was asked for. */
  answerOf(page: Page): Answer {
    const isPosted = page.form?.action === CALLBACK
    const expected = this.variant.response_mode === 'form_post' ? 'form_post' : this.frontMode
    const { left } = page
    if (!isPosted) expect(left?.href ?? inWords(page)).toMatch(CALLBACK)
    const via = isPosted ? 'form_post' : left?.hash ? 'fragment' : 'query'
    expect(via).toBe(expected)
    const source = isPosted
      ? Object.entries(page.form?.fields ?? {})
      : new URLSearchParams(left?.hash ? left.hash.slice(1) : left?.search)
    return Object.fromEntries<string>(source)
  }

  /** "For … response_type values … the default … encoding is the fragment", but for `code` (Multiple Response Types §3). */
  private get frontMode(): 'query' | 'fragment' {
    return this.variant.response_type === 'code' ? 'query' : 'fragment'
  }

  /** Posts to the token endpoint, authenticated as the client has registered. */
  async token(fields: Record<string, string>): Promise<TokenAnswer> {
    const { clientId, secret, method } = this.client
    const isBasic = method === 'client_secret_basic'
    const response = await exports.default.fetch(`${ISSUER}/oauth/token`, {
      method: 'POST',
      headers: isBasic ? { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` } : {},
      body: query({
        ...fields,
        ...(!isBasic && { client_id: clientId, client_secret: secret }),
      }),
    })
    expect(response.headers.get('Content-Type')).toMatch('application/json')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const body = await response.json<Record<string, unknown>>()
    return { status: response.status, headers: response.headers, body }
  }

  redeem(code: string | undefined, fields: Record<string, string> = {}): Promise<TokenAnswer> {
    const grant_type = 'authorization_code'
    return this.token({ grant_type, code: code ?? '', redirect_uri: CALLBACK, ...fields })
  }
}

export type Answer = Record<string, string>

/** A query or a form, with undefined left out. */
export const query = (parameters: Record<string, string | undefined>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

export interface Clients {
  first: RegisteredClient
  second: RegisteredClient
  post: RegisteredClient
}

async function registerClient(
  method: RegisteredClient['method'],
  metadata: Record<string, unknown>,
): Promise<RegisteredClient> {
  const { status, body } = await admin('POST', '/oauth/clients', {
    name: 'The suite',
    redirect_uris: [CALLBACK],
    post_logout_redirect_uris: [AFTER_LOGOUT],
    token_endpoint_auth_method: method,
    scopes: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
    require_signed_request_object: false,
    ...metadata,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return { clientId: String(body['client_id']), secret: String(body['client_secret']), method }
}

/** "code id_token: authorization_code, implicit" and so on: the table of OpenID Connect Registration §2. */
function responsesOf({ response_type }: Variant): {
  response_types: string[]
  grant_types: string[]
} {
  const hasCode = response_type.split(' ').includes('code')
  return {
    response_types: [response_type],
    grant_types: [
      ...(hasCode ? ['authorization_code', 'refresh_token'] : []),
      ...(response_type === 'code' ? [] : ['implicit']),
    ],
  }
}

export type Module = (run: Run) => Promise<void>

/** The plan's modules as tests, by name; the three static clients and the person stand before. */
export function testPlan<Name extends string>(
  plan: Plan<Name>,
  variant: Variant,
  modules: Record<Name, Module>,
  metadata: Record<string, unknown> = {},
): void {
  const road = variant.road ?? 'plain'
  describe(`${plan.name}: ${variant.response_type}, ${variant.response_mode}, ${road}`, () => {
    let clients: Clients
    beforeAll(async () => {
      const front_channel_tokens = variant.response_type !== 'code'
      await admin('PATCH', '/tenant', { signed_requests: 'per_client', front_channel_tokens })
      await registerPersonOnce()
      const registered = { ...responsesOf(variant), ...metadata }
      clients = {
        first: await registerClient('client_secret_basic', registered),
        second: await registerClient('client_secret_basic', registered),
        post: await registerClient('client_secret_post', registered),
      }
    })
    it.each(plan.modules)('%s', (name) => modules[name](new Run(variant, clients)))
  })
}

let person: Promise<string> | undefined
/** Ada, however many plans a file runs. */
export const registerPersonOnce = () => (person ??= registerPerson(ADA, EVERY_CLAIM))
