/**
 * The description of the admin API, OpenAPI 3.1, generated from the very schemas that judge the requests. Made when it
 * is first asked for and kept: so it cannot differ from what is served.
 */
import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { ADMIN_SCOPE } from '../../spec/claims.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { SCHEMAS, type SchemaName } from './schemas.ts'

const CONVERSION: Omit<ConversionConfig, 'definitions'> = {
  typeMode: 'input',
  target: 'draft-2020-12',
  // `check` says what no JSON Schema can.
  ignoreActions: ['check'],
  overrideRef: ({ referenceId }) => refTo(referenceId),
}

const refTo = (name: string): string => `#/components/schemas/${name}`
const json = (name: SchemaName) => ({ 'application/json': { schema: { $ref: refTo(name) } } })
const ndjson = (name: SchemaName) => ({
  'application/x-ndjson': { schema: { $ref: refTo(name) } },
})

let described: { issuer: string; document: object } | undefined

export function openApiDocument(issuer: string): object {
  if (described?.issuer !== issuer) described = { issuer, document: describe(issuer) }
  return described.document
}

const describe = (issuer: string): object => ({
  openapi: '3.1.0',
  info: {
    title: 'Amphora admin API',
    version: '1',
    description:
      'Clients, people, settings, keys and audit of an Amphora. Unknown fields are refused; every refusal is an ' +
      '`application/problem+json` that names the field.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: `${issuer}/api` }],
  security: [{ adminToken: [] }, { operator: [ADMIN_SCOPE] }],
  paths: paths(),
  components: {
    securitySchemes: {
      adminToken: { type: 'http', scheme: 'bearer', description: 'The secret ADMIN_TOKEN' },
      operator: {
        type: 'openIdConnect',
        openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
        description: 'An access token of an operator, for an app that is registered with the scope',
      },
    },
    responses: {
      Problem: {
        description: 'A refusal',
        content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
      },
    },
    schemas: toJsonSchemaDefs(SCHEMAS, CONVERSION),
  },
})

function paths(): Record<string, Record<string, object>> {
  const byPath: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    byPath[operation.path] = {
      ...byPath[operation.path],
      [operation.method]: describeOperation(operation),
    }
  }
  return byPath
}

function describeOperation(operation: Operation): object {
  const { operationId, summary, body, bodyMayBeAbsent, byLine } = operation
  const content = body && (byLine ? ndjson(body) : json(body))
  const parameters = [
    ...pathParameters(operation.path),
    ...(operation.query ? queryParameters(operation.query) : []),
    ...(operation.conditional ? [IF_MATCH] : []),
  ]
  return {
    operationId,
    summary,
    tags: [operation.path.split('/').find((part) => TAGS.has(part))],
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: !bodyMayBeAbsent, content } }),
    responses: {
      [operation.answers.status]: success(operation),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const TAGS = new Set(['clients', 'initial-access-tokens', 'users', 'tenant', 'keys', 'audit'])

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of what was read: the change is refused with 412 if it is another by now',
  schema: { type: 'string' },
}

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(query: v.GenericSchema): object[] {
  const { properties = {} } = toJsonSchema(query, CONVERSION)
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }))
}

function success({ operationId, conditional, answers, summary, byLine }: Operation): object {
  if (!answers.schema) return { description: 'Done' }
  if (byLine) return { description: summary, content: ndjson(answers.schema) }
  const lines = operationId === 'listAudit' && ndjson('AuditEvent')
  return {
    description: summary,
    ...(conditional && { headers: { ETag: { schema: { type: 'string' } } } }),
    content: { ...json(answers.schema), ...lines },
  }
}
