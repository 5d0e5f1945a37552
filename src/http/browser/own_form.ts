/** Forms of our own pages: refused where another site has sent them. */
import type { Parameters } from '../../kernel/form.ts'
import type { Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { readForm } from '../form_body.ts'
import type { BrowserContext } from './world.ts'

/** The fields of a form that came from one of our own pages. */
export async function readOwnForm(c: BrowserContext): Promise<Result<Parameters, Refusal>> {
  return isFromOwnPage(c) ? readForm(c.req.raw) : refuse('origin_foreign')
}

/**
 * Browsers send the Origin with every form that is posted (Fetch §3.2). Under a strict referrer policy it may be
 * `null`; then the browser's word for where it came from decides.
 */
function isFromOwnPage(c: BrowserContext): boolean {
  const origin = c.req.header('Origin')
  const site = c.req.header('Sec-Fetch-Site')
  if (origin === undefined || origin === 'null') return site === 'same-origin'
  return origin === c.var.world.issuer
}
