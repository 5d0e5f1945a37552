/** What comes in: a JSON body or a query, held against its schema; the first thing that is wrong is named by its field. */
import * as v from 'valibot'
import { fromUtf8 } from '../../kernel/encoding.ts'
import { readParameters } from '../../kernel/form.ts'
import { parseJsonObject, type JsonObject } from '../../kernel/json.ts'
import { readBytes } from '../../kernel/read_bytes.ts'
import { Problem } from '../problem.ts'
import { issueDetail, issueField } from './issues.ts'
import type { AdminContext } from './world.ts'

const LONGEST_BODY = 64 * 1024

/** Which error code a wrong field has. */
export type ErrorWord = (field: string) => string
const invalidRequest: ErrorWord = () => 'invalid_request'

/** The body. @throws Problem 400, 413 or 415 */
export async function readJson<Schema extends v.GenericSchema>(
  c: AdminContext,
  schema: Schema,
  word: ErrorWord = invalidRequest,
): Promise<v.InferOutput<Schema>> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw notJson()
  return parsed(schema, await readObject(c), word)
}

/** The body of an action that needs none: no body at all stands for an empty one. @throws Problem */
export async function readOptionalJson<Schema extends v.GenericSchema>(
  c: AdminContext,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const isEmpty = c.req.raw.body === null || c.req.header('Content-Length') === '0'
  return isEmpty ? parsed(schema, {}, invalidRequest) : readJson(c, schema)
}

/** The query; a parameter that is unknown or sent twice is refused. @throws Problem 400 */
export function readQuery<Schema extends v.GenericSchema>(
  c: AdminContext,
  schema: Schema,
): v.InferOutput<Schema> {
  const parameters = readParameters(new URL(c.req.url).search)
  if (!parameters.ok) {
    throw new Problem(400, {
      error: 'invalid_request',
      field: parameters.reason.repeated,
      detail: 'is sent more than once',
    })
  }
  return parsed(schema, Object.fromEntries(parameters.value), invalidRequest)
}

const notJson = () =>
  new Problem(415, {
    error: 'unsupported_media_type',
    detail: 'the body must be JSON: Content-Type: application/json',
  })

async function readObject(c: AdminContext): Promise<JsonObject> {
  const bytes = await readBytes(c.req.raw.body, LONGEST_BODY)
  if (!bytes) {
    throw new Problem(413, {
      error: 'content_too_large',
      detail: `the body must have at most ${LONGEST_BODY} bytes`,
    })
  }
  const text = fromUtf8(bytes)
  const body = text === undefined ? undefined : parseJsonObject(text)
  if (body) return body
  throw new Problem(400, { error: 'invalid_request', detail: 'the body must be a JSON object' })
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
  word: ErrorWord,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, given)
  if (result.success) return result.output
  const [issue] = result.issues
  const field = issueField(issue)
  throw new Problem(400, {
    error: word(field),
    detail: issueDetail(issue),
    ...(field !== '' && { field }),
  })
}
