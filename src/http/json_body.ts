/** JSON that clients post: how it is read, and what is refused before anything in it is looked at. */
import { fromUtf8 } from '../kernel/encoding.ts'
import { parseJsonObject, type JsonObject } from '../kernel/json.ts'
import { readBytes } from '../kernel/read_bytes.ts'
import { ok, type Result } from '../kernel/result.ts'
import { refuse, type Refusal } from '../rules/refusals.ts'

const LONGEST_BODY = 64 * 1024

/** The object of a body; refuses any other kind of body, and one of more than 64 KiB. */
export async function readJsonBody(request: Request): Promise<Result<JsonObject, Refusal>> {
  const type = request.headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse('body_not_json', 'content_type')
  const bytes = await readBytes(request.body, LONGEST_BODY)
  if (!bytes) return refuse('body_too_large')
  const body = parseJsonObject(fromUtf8(bytes) ?? '')
  return body ? ok(body) : refuse('body_not_json', 'json')
}
