/** URIs from outside. A redirect URI is compared as text, exactly; parsing serves only to judge its kind. */

/** The parsed absolute URI, or undefined. */
export function parseUri(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** `127.0.0.0/8`, `[::1]`, `localhost` and names below it (RFC 8252 §7.3, RFC 6761 §6.3). */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/** The URI with these parameters appended to its query, everything else kept to the letter. */
export function withQuery(uri: string, parameters: Record<string, string>): string {
  const added = new URLSearchParams(parameters).toString()
  if (added === '') return uri
  const separator = !uri.includes('?') ? '?' : uri.endsWith('?') || uri.endsWith('&') ? '' : '&'
  return `${uri}${separator}${added}`
}
