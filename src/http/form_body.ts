/** Forms that clients post: how they are read, and what is refused before anything in them is looked at. */
import { fromUtf8 } from '../kernel/encoding.ts'
import { readParameters, type Parameters } from '../kernel/form.ts'
import { readBytes } from '../kernel/read_bytes.ts'
import type { Result } from '../kernel/result.ts'
import { refuse, type Refusal } from '../rules/refusals.ts'

const LONGEST_BODY = 64 * 1024

/** What must never stand in a URL, where every proxy on the way would log it. */
const SECRET_PARAMETERS = [
  'client_secret',
  'client_assertion',
  'code',
  'code_verifier',
  'device_code',
  'refresh_token',
  'token',
  'access_token',
  'password',
]

/** "The parameters can only be transmitted in the request-body and MUST NOT be included in the request URI" (RFC 6749 §2.3.1). */
export async function readClientForm(request: Request): Promise<Result<Parameters, Refusal>> {
  const { searchParams } = new URL(request.url)
  return SECRET_PARAMETERS.some((name) => searchParams.has(name))
    ? refuse('credentials_in_url')
    : readForm(request)
}

export const isForm = (request: Request): boolean =>
  request.headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase() ===
  'application/x-www-form-urlencoded'

/** The parameters of a body, each once; refuses any other kind of body, and one of more than 64 KiB. */
export async function readForm(request: Request): Promise<Result<Parameters, Refusal>> {
  if (!isForm(request)) return refuse('body_not_form', 'content_type')
  const bytes = await readBytes(request.body, LONGEST_BODY)
  if (!bytes) return refuse('body_too_large')
  const text = fromUtf8(bytes)
  if (text === undefined) return refuse('body_not_form', 'utf8')
  const parameters = readParameters(text)
  return parameters.ok ? parameters : refuse('parameter_repeated')
}
