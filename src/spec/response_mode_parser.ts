/** How an answer is to travel: OAuth 2.0 Multiple Response Types §2.1 and §5, Form Post Response Mode, JARM §2.3. */
import type { JsonValue } from '../kernel/json.ts'
import { RESPONSE_MODES, type ResponseMode } from './authorization_request.ts'
import { parseWords } from './parameter_text.ts'

/** The two parameters that say it, as they came. */
export interface AskedMode {
  response_type: JsonValue | undefined
  response_mode: JsonValue | undefined
}

/** Undefined for a mode that we do not know. `jwt` "indicates the default redirect encoding" (JARM §2.3.4). */
export function parseMode(asked: AskedMode): ResponseMode | undefined {
  const standard = defaultMode(asked)
  const named = asked.response_mode ?? standard
  const mode = RESPONSE_MODES.find((each) => each === named)
  return mode === 'jwt' ? `${standard}.jwt` : mode
}

/** Tokens never travel in a query (Multiple Response Types §3, §5, JARM §2.3.1). */
export const exposesTokens = (asked: AskedMode, mode: ResponseMode): boolean =>
  asksForToken(asked) && (mode === 'query' || mode === 'query.jwt')

/**
 * Where a refusal goes, whatever is wrong with the two: what asks for a token is refused by fragment, and whoever asked
 * for a signed answer gets a signed refusal.
 */
export function refusalMode(asked: AskedMode): ResponseMode {
  const mode = parseMode(asked) ?? defaultMode(asked)
  if (!exposesTokens(asked, mode)) return mode
  return mode === 'query' ? 'fragment' : 'fragment.jwt'
}

/** The query for a code, the fragment for whatever brings tokens. */
const defaultMode = (asked: AskedMode): 'query' | 'fragment' =>
  asksForToken(asked) ? 'fragment' : 'query'

/** Of a response type that we do not know as well. */
function asksForToken({ response_type: type }: AskedMode): boolean {
  const words = parseWords(type) ?? []
  return words.includes('token') || words.includes('id_token')
}
