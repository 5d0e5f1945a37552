/** The one door for fetches to addresses that others chose: https only, bounded in time and size, no redirects. */
import { fromUtf8 } from '../kernel/encoding.ts'
import { parseJson } from '../kernel/json.ts'
import { readBytes } from '../kernel/read_bytes.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { checkOutboundUrl, type OutboundPolicy } from '../rules/outbound_url.ts'
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
  /** Posts a form, within 3 s; only 200 and 204 say that it was taken. Never follows a redirect. */
  post(url: string, form: Record<string, string>): Promise<Result<null, OutboundRefusal>>
  /** Posts JSON to a service of ours, bounded likewise; any 2xx says that it was taken. */
  postJson(
    url: string,
    body: object,
    headers: Record<string, string>,
  ): Promise<Result<null, OutboundRefusal>>
  /** Asks a service as its protocol wants it, bounded likewise. What it answers, of any status, is the caller's to judge. */
  exchange(
    url: string,
    question: OutboundQuestion,
    maxBytes: number,
  ): Promise<Result<Response, OutboundRefusal>>
  /** Fetches a JWT in compact form, bounded likewise. What it says is the caller's to judge. */
  jwt(url: string, maxBytes: number): Promise<Result<string, OutboundRefusal>>
}

export interface OutboundQuestion {
  method: string
  headers: Record<string, string>
  body?: URLSearchParams
}

/** What is asked for, and the media types that it may come as. */
interface Kind {
  accept: string
  type: RegExp
}

const LONGEST_FETCH_MS = 3000

const JSON_DOCUMENT: Kind = {
  accept: 'application/json',
  type: /^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i,
}
/** "check that the media type of the response is application/oauth-authz-req+jwt" (RFC 9101 §10.4.1). Choice: or what it was called before. */
const JWT: Kind = {
  accept: 'application/oauth-authz-req+jwt, application/jwt',
  type: /^application\/(?:oauth-authz-req\+)?jwt\s*(?:;|$)/i,
}

/** @param policy our own address, which is never fetched, and the origins that may be although they are local */
export function createOutbound({
  issuer,
  allow,
}: {
  issuer: string
  allow: readonly string[]
}): Outbound {
  const policy = { issuer, outbound: { allow } }
  const document = (url: string, kind: Kind, maxBytes: number) =>
    bounded(url, policy, (allowed, signal) => fetchText(allowed, kind, maxBytes, signal))
  return {
    allow,
    async json(url, maxBytes) {
      const text = await document(url, JSON_DOCUMENT, maxBytes)
      if (!text.ok) return text
      const value = parseJson(text.value)
      return value === undefined ? err('wrong_type') : ok(value)
    },
    exchange: (url, question, maxBytes) =>
      bounded(url, policy, (allowed, signal) => exchange(allowed, question, maxBytes, signal)),
    jwt: (url, maxBytes) => document(url, JWT, maxBytes),
    post: (url, form) => bounded(url, policy, (allowed, signal) => postForm(allowed, form, signal)),
    postJson: (url, body, headers) =>
      bounded(url, policy, (allowed, signal) => postJson(allowed, body, headers, signal)),
  }
}

/** One deadline for all of it: a server that sends a byte a second is as slow as one that sends none. */
async function bounded<T>(
  url: string,
  policy: OutboundPolicy,
  exchange: (allowed: URL, signal: AbortSignal) => Promise<Result<T, OutboundRefusal>>,
): Promise<Result<T, OutboundRefusal>> {
  const allowed = checkOutboundUrl(url, policy)
  if (!allowed.ok) return allowed
  const ending = new AbortController()
  try {
    const answer = await within(LONGEST_FETCH_MS, exchange(allowed.value, ending.signal))
    return answer?.value ?? err('too_slow')
  } catch {
    return err('unreachable')
  } finally {
    ending.abort()
  }
}

/** What the answer says beside its status is not read. */
async function postForm(
  url: URL,
  form: Record<string, string>,
  signal: AbortSignal,
): Promise<Result<null, OutboundRefusal>> {
  const body = new URLSearchParams(form)
  const { status } = await fetch(url, { method: 'POST', redirect: 'manual', signal, body })
  if (status >= 300 && status < 400) return err('redirected')
  return status === 200 || status === 204 ? ok(null) : err('status')
}

async function postJson(
  url: URL,
  value: object,
  given: Record<string, string>,
  signal: AbortSignal,
): Promise<Result<null, OutboundRefusal>> {
  const headers = { 'Content-Type': 'application/json', ...given }
  const body = JSON.stringify(value)
  const { status } = await fetch(url, { method: 'POST', redirect: 'manual', signal, headers, body })
  if (status >= 300 && status < 400) return err('redirected')
  return status >= 200 && status < 300 ? ok(null) : err('status')
}

async function exchange(
  url: URL,
  { method, headers, body }: OutboundQuestion,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<Response, OutboundRefusal>> {
  const init = { method, headers, ...(body && { body }) }
  const response = await fetch(url, { ...init, redirect: 'manual', signal })
  if (response.status >= 300 && response.status < 400) return err('redirected')
  const bytes = await readBytes(response.body, maxBytes)
  if (!bytes) return err('too_large')
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  const hasBody = bytes.length > 0
  return ok(new Response(hasBody ? bytes : null, { status, headers: { 'Content-Type': type } }))
}

async function fetchText(
  url: URL,
  { accept, type }: Kind,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<string, OutboundRefusal>> {
  const response = await fetch(url, { redirect: 'manual', signal, headers: { accept } })
  if (response.status >= 300 && response.status < 400) return err('redirected')
  if (response.status !== 200) return err('status')
  if (!type.test(response.headers.get('content-type') ?? '')) return err('wrong_type')
  // Counted after decompression: a small answer may unpack to a large one.
  const bytes = await readBytes(response.body, maxBytes)
  if (!bytes) return err('too_large')
  const text = fromUtf8(bytes)
  return text === undefined ? err('wrong_type') : ok(text)
}
