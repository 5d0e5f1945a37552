/** The admin API as a caller meets it: over HTTP, every answer held against the OpenAPI description that it serves. */
import { Validator } from '@cfworker/json-schema'
import { env, exports } from 'cloudflare:workers'
import { expect } from 'vitest'

export const ORIGIN = 'https://op.amphora.test'
export const V1 = `${ORIGIN}/api/sso/v1`
export const TOKEN = env.ADMIN_TOKEN ?? ''

type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>
  components: { schemas: Record<string, object> }
}
type Described = { content?: Record<string, { schema: object }> }
type Body = Record<string, unknown>

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

let description: Document | undefined

async function describedApi(): Promise<Document> {
  description ??= await (await exports.default.fetch(`${ORIGIN}/api/openapi.json`)).json()
  return description as Document
}

/** Sends a request with the admin token and a JSON body; the answer has been validated. */
export async function admin(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await exports.default.fetch(`${V1}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return validated(method, path, response)
}

/** Reads an answer and holds it against the description. */
export async function validated(method: string, path: string, response: Response): Promise<Answer> {
  const text = await response.text()
  const answer = {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Body),
  }
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  await expectDescribed(method, path, response, answer.body)
  return answer
}

async function expectDescribed(
  method: string,
  path: string,
  response: Response,
  body: Body,
): Promise<void> {
  const api = await describedApi()
  const schema = response.ok
    ? successSchema(api, method, path, response.status)
    : { $ref: '#/components/schemas/Problem' }
  if (!response.ok) expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  if (schema === null) return
  const result = new Validator({ ...schema, components: api.components }, '2020-12').validate(body)
  expect(result.errors, `${method} ${path}: ${JSON.stringify(body)}`).toEqual([])
}

/** The schema of a success by its path, method and status; null where it has no body. Fails for what is not described. */
function successSchema(api: Document, method: string, path: string, status: number) {
  const wanted = `/sso/v1${path.split('?')[0] ?? ''}`
  const template = Object.keys(api.paths).find((known) =>
    new RegExp(`^${known.replace(/\{\w+\}/g, '[^/]+')}$`).test(wanted),
  )
  const described = api.paths[template ?? '']?.[method.toLowerCase()]?.responses[status]
  expect(described, `${method} ${path} ${status} is described`).toBeDefined()
  return described?.content?.['application/json']?.schema ?? null
}

/** The registration of CONTRACT.md, word for word. */
export const MY_APP = {
  name: 'My App',
  description: 'Mobile application',
  redirect_uris: ['https://myapp.example/callback', 'myapp://oauth/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_post',
  scopes: ['openid', 'profile', 'email'],
}

/** Registers a client with these changes to `MY_APP`. */
export const register = (changes: Body = {}): Promise<Answer> =>
  admin('POST', '/oauth/clients', { ...MY_APP, ...changes })

/** Makes a person. */
export const createUser = (email: string, changes: Body = {}): Promise<Answer> =>
  admin('POST', '/users', { email, password: 'correct horse battery', ...changes })

/** The lines of the audit about one event, newest first. */
export async function auditOf(event: string): Promise<Body[]> {
  const { body } = await admin('GET', `/audit?event=${event}`)
  return body.items as Body[]
}
