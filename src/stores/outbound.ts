/** The one door for fetches to addresses that others chose: https only, bounded in time and size, no redirects. */
import { fromUtf8 } from '../kernel/encoding.ts'
import { parseJson } from '../kernel/json.ts'
import { readBytes } from '../kernel/read_bytes.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { checkOutboundUrl } from '../rules/outbound_url.ts'
import { within } from './patience.ts'

export type OutboundRefusal =
  | 'forbidden_url'
  | 'unreachable'
  | 'redirected'
  | 'status'
  | 'too_large'
  | 'too_slow'
  | 'wrong_type'

export interface Outbound {
  /** Origins that may be fetched although they are local: for development. */
  readonly allow: readonly string[]
  /** Fetches a JSON document, at most `maxBytes` of it, within 3 s. Never follows a redirect. */
  json(url: string, maxBytes: number): Promise<Result<unknown, OutboundRefusal>>
}

const LONGEST_FETCH_MS = 3000
const JSON_TYPE = /^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i

/** @param policy our own address, which is never fetched, and the origins that may be although they are local */
export function createOutbound({
  issuer,
  allow,
}: {
  issuer: string
  allow: readonly string[]
}): Outbound {
  return {
    allow,
    async json(url, maxBytes) {
      const allowed = checkOutboundUrl(url, { issuer, outbound: { allow } })
      if (!allowed.ok) return allowed
      const ending = new AbortController()
      try {
        // One deadline for all of it: a server that sends a byte a second is as slow as one that sends none.
        const answer = await within(
          LONGEST_FETCH_MS,
          fetchJson(allowed.value, maxBytes, ending.signal),
        )
        return answer?.value ?? err('too_slow')
      } catch {
        return err('unreachable')
      } finally {
        ending.abort()
      }
    },
  }
}

async function fetchJson(
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<unknown, OutboundRefusal>> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal,
    headers: { accept: 'application/json' },
  })
  if (response.status >= 300 && response.status < 400) return err('redirected')
  if (response.status !== 200) return err('status')
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) return err('wrong_type')
  // Counted after decompression: a small answer may unpack to a large one.
  const bytes = await readBytes(response.body, maxBytes)
  if (!bytes) return err('too_large')
  const value = parseJson(fromUtf8(bytes) ?? '')
  return value === undefined ? err('wrong_type') : ok(value)
}
