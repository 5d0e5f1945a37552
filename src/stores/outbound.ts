/** The one door for fetches to addresses that others chose: https only, bounded in time and size, no redirects. */
import type { Result } from '../kernel/result.ts'

export type OutboundRefusal =
  | 'forbidden_url'
  | 'unreachable'
  | 'redirected'
  | 'status'
  | 'too_large'
  | 'too_slow'
  | 'wrong_type'

export interface Outbound {
  /** Fetches a JSON document, at most `maxBytes` of it, within 3 s. Never follows a redirect. */
  json(url: string, maxBytes: number): Promise<Result<unknown, OutboundRefusal>>
}
