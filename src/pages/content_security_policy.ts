/** The policy under which the pages work: nothing runs, loads or is sent anywhere but what a page is made for. */
import { sha256 } from '../kernel/digest.ts'
import { parseUri } from '../kernel/uri.ts'
import { TURNSTILE_ORIGIN } from '../spec/turnstile.ts'
import { GO_ON_SCRIPT } from './go_on_script.ts'
import type { Look } from './look.ts'
import { PASSKEY_SCRIPT } from './passkey_script.ts'
import { SUBMIT_SCRIPT } from './submit_script.ts'
import { STYLE } from './style.ts'
import { TURNSTILE_SCRIPT } from './turnstile_script.ts'

export interface PageFacts {
  /**
   * Where the page's form leads in the end (`redirect_uri`, `post_logout_redirect_uri`): Chromium holds `form-action`
   * against every redirect that follows.
   */
  redirectUri?: string | undefined
  /** The tenant's look that the page is shown in. */
  look?: Look
  /** The app's logo that the page shows: see `pictureUri`. */
  picture?: string | undefined
  /** Only for the page that submits itself. */
  submitsItself?: boolean
  /** What the page shows in frames. */
  frames?: readonly string[]
  /** Only for the page that leaves when it has loaded. */
  goesOn?: boolean
  /** Only for pages that make or use passkeys: their script asks us for challenges. */
  asksForPasskeys?: boolean
  /** Only for pages with a form that Turnstile stands before: its script and its frame are Cloudflare's. */
  asksTurnstile?: boolean
}

/** The value of `Content-Security-Policy` for a page. */
export async function contentSecurityPolicy({
  redirectUri,
  look,
  picture,
  submitsItself = false,
  frames = [],
  goesOn = false,
  asksForPasskeys = false,
  asksTurnstile = false,
}: PageFacts = {}): Promise<string> {
  const directives = [
    "default-src 'none'",
    `style-src ${await hashSource(STYLE)}${look?.theme ? ` ${await hashSource(look.theme)}` : ''}`,
    ['img-src data:', ...pictureSources(picture, look)].join(' '),
    `form-action 'self'${redirectUri === undefined ? '' : ` ${sourceOf(redirectUri)}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  const framed = [...frames, ...(asksTurnstile ? [TURNSTILE_ORIGIN] : [])]
  if (framed.length > 0) directives.push(`frame-src ${sourcesOf(framed)}`)
  const scripts = [
    ...(goesOn ? [await hashSource(GO_ON_SCRIPT)] : []),
    ...(submitsItself ? [await hashSource(SUBMIT_SCRIPT)] : []),
    ...(asksForPasskeys ? [await hashSource(PASSKEY_SCRIPT)] : []),
    ...(asksTurnstile ? [await hashSource(TURNSTILE_SCRIPT), TURNSTILE_ORIGIN] : []),
  ]
  // One directive: of a second one of the same name nothing counts (CSP3 §2.2.1).
  if (scripts.length > 0) directives.push(`script-src ${scripts.join(' ')}`)
  if (asksForPasskeys) directives.push("connect-src 'self'")
  return directives.join('; ')
}

/**
 * The source that lets an address through: its origin, or the scheme where that is all there is to name (an app's own
 * scheme; an IPv6 address, which CSP3 §2.3.1 has no way to write).
 */
function sourceOf(address: string): string {
  const uri = parseUri(address)
  return uri ? (writableOrigin(uri) ?? uri.protocol) : ''
}

/** Of hosts by their "host-char" alone: a URL's host may also hold `;`, which would begin a directive (CSP3 §2.3.1). */
const writableOrigin = ({ origin, hostname }: URL): string | undefined =>
  origin !== 'null' && /^[a-z0-9.-]+$/.test(hostname) ? origin : undefined

/** The app's picture, and the tenant's in light and dark. */
function pictureSources(picture: string | undefined, look: Look | undefined): string[] {
  const shown = [picture, look?.branding.logo_uri, look?.branding.logo_dark_uri]
  const uris = shown.flatMap((address) => (address === undefined ? [] : (parseUri(address) ?? [])))
  const origins = uris.flatMap((uri) => writableOrigin(uri) ?? [])
  return [...new Set(origins)]
}

const sourcesOf = (addresses: readonly string[]): string =>
  [...new Set(addresses.map(sourceOf))].join(' ')

/** `'sha256-…'` (CSP3 §2.3.1): allows this very text inline. */
export async function hashSource(text: string): Promise<string> {
  const digest = await sha256(text)
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`
}
