import type { JsonValue } from '../../kernel/json.ts'
import { parseUri } from '../../kernel/uri.ts'
import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

/**
 * "The htu claim matches the HTTP URI value for the HTTP request in which the JWT was received, ignoring any query and
 * fragment parts" (RFC 9449 §4.3). What a proxy or a Host header says of the address does not count.
 */
export const checkUrl: ProofRule = ({ claims, url }) => {
  const named = withoutQuery(claims['htu'])
  return named !== undefined && named === withoutQuery(url) ? holds : refuse('dpop_proof_url')
}

/** "syntax-based normalization … and scheme-based normalization" (§4.3): parsing does it to case and default port. */
function withoutQuery(text: JsonValue | undefined): string | undefined {
  const url = typeof text === 'string' ? parseUri(text) : undefined
  if (!url) return undefined
  url.search = ''
  url.hash = ''
  return url.href
}
