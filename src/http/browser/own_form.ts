/** Forms of our own pages: read, and refused where another site has sent them. */
import { readParameters, type Parameters } from '../../kernel/form.ts'
import { fromUtf8 } from '../../kernel/encoding.ts'
import { readBytes } from '../../kernel/read_bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { BrowserContext } from './world.ts'

const LONGEST_FORM = 64 * 1024
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i

/** The fields of a form that came from one of our own pages. */
export async function readOwnForm(c: BrowserContext): Promise<Result<Parameters, Refusal>> {
  return isFromOwnPage(c) ? readForm(c) : refuse('origin_foreign')
}

/** The fields of a form, from wherever it came. */
export async function readForm(c: BrowserContext): Promise<Result<Parameters, Refusal>> {
  if (!FORM_TYPE.test(c.req.header('Content-Type') ?? '')) return refuse('body_not_form')
  const bytes = await readBytes(c.req.raw.body, LONGEST_FORM)
  const text = bytes && fromUtf8(bytes)
  if (text === undefined) return refuse('parameter_too_long')
  const parameters = readParameters(text)
  return parameters.ok ? parameters : err({ key: 'parameter_repeated' })
}

/**
 * "user agents … MUST … send the Origin header" with every form that is posted (Fetch §3.2). Under our own referrer
 * policy it may be `null`; then the browser's word for where it came from decides.
 */
function isFromOwnPage(c: BrowserContext): boolean {
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  if (origin === undefined || origin === 'null') return site === 'same-origin'
  return origin === c.var.world.issuer
}
