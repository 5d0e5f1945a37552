/**
 * Names that people sign in with, in the one form in which the Directory keeps them: two spellings are one name exactly
 * where their normal forms are equal. Mail goes to the address as the person's record holds it, never to a spelling
 * that was typed later.
 */

/**
 * What kind of name somebody goes by; of a passkey, the digest of its credential id; of another provider's people, see
 * `identityName`; the sub of those who have no address, to be listed by.
 */
export type NameKind = 'email' | 'passkey' | 'sub' | 'upstream'

export interface Name {
  kind: NameKind
  name: string
}

/** Octets of the two halves (RFC 5321 §4.5.3.1) and of the whole (RFC 3696 erratum 1690). */
const LONGEST_LOCAL_PART = 64
const LONGEST_ADDRESS = 254

/**
 * Atoms joined by single dots (RFC 5322 §3.2.3), with letters, marks and digits beyond ASCII (RFC 6531 §3.3). No quoted
 * strings, comments or literals; no `%` and `!`, which old mailers route by.
 */
const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}#$&'*+\-/=?^_`{|}~]+(?:\.[\p{L}\p{M}\p{N}#$&'*+\-/=?^_`{|}~]+)*$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const octets = (text: string): number => new TextEncoder().encode(text).length

/**
 * The normal form of an e-mail address, or undefined for anything that is not plainly one: local part in NFC with ASCII
 * letters in lower case, domain in ASCII by IDNA (UTS 46). Nothing is trimmed or repaired.
 *
 * Lower case is ASCII's alone, and a letter that NFC would turn into ASCII (U+212A KELVIN SIGN) is refused: one
 * person's name must not fold into another's (CVE-2019-19844).
 */
export function normalizeEmail(address: string): string | undefined {
  const parts = address.split('@')
  const [local, host] = parts
  if (parts.length !== 2 || !local || !host) return undefined
  const localPart = normalizeLocalPart(local)
  const domain = normalizeDomain(host)
  if (localPart === undefined || domain === undefined) return undefined
  const normal = `${localPart}@${domain}`
  return octets(normal) <= LONGEST_ADDRESS ? normal : undefined
}

function normalizeLocalPart(local: string): string | undefined {
  if ([...local].some(foldsIntoAscii)) return undefined
  const composed = local.normalize('NFC')
  // "=?utf-8?q?…?=" would be decoded by mail readers (RFC 2047 §2).
  if (!LOCAL_PART.test(composed) || composed.startsWith('=?')) return undefined
  if (octets(composed) > LONGEST_LOCAL_PART) return undefined
  return composed.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Whether NFC alone makes an ASCII character of one that is not. */
const foldsIntoAscii = (character: string): boolean =>
  character > '\u007f' && character.normalize('NFC') <= '\u007f'

function normalizeDomain(host: string): string | undefined {
  // Only characters that a URL parser takes as part of the host may reach it.
  if (!/^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61]+$/u.test(host)) return undefined
  const url = `http://${host}/`
  const domain = URL.canParse(url) ? new URL(url).hostname : ''
  // An address by number is no mail domain.
  return DOMAIN.test(domain) && !/(?:^|\.)\d+$/.test(domain) ? domain : undefined
}

/** The beginning of an address as a search gives it, in the form in which whole ones are kept. */
export const normalizeEmailBeginning = (text: string): string =>
  text.normalize('NFC').replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The name that an address is, if it is one. */
export const nameOfEmail = (email: string | undefined): string | undefined =>
  email === undefined ? undefined : normalizeEmail(email)
