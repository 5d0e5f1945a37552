/** Documents that anybody may read and keep for five minutes: written and fingerprinted once for what they are made of. */
import { sha256base64url } from '../../kernel/digest.ts'
import type { JsonValue } from '../../kernel/json.ts'

interface Document {
  text: string
  etag: string
}

/** Keeps the document of each record for as long as the record itself is kept in memory. */
export function createDocuments<Source extends object>(): (
  source: Source,
  write: () => JsonValue,
) => Promise<Document> {
  const known = new WeakMap<Source, Promise<Document>>()
  return (source, write) => {
    const document = known.get(source) ?? writeDocument(write())
    known.set(source, document)
    return document
  }
}

async function writeDocument(value: JsonValue): Promise<Document> {
  const text = JSON.stringify(value)
  return { text, etag: `"${(await sha256base64url(text)).slice(0, 22)}"` }
}

/** The document, or 304 to whoever has it already (RFC 9110 §13.1.2). */
export function documentResponse(
  { text, etag }: Document,
  ifNoneMatch: string | undefined,
): Response {
  const headers = { ETag: etag, 'Cache-Control': 'public, max-age=300' }
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers: { ...headers, 'Content-Type': 'application/json' } })
}
