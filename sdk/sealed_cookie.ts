/** A cookie that holds a sealed value: the session of a person, or a sign-in that is under way. */
import { AmphoraError } from './errors.ts'
import { openSession, sealSession } from './sealed_session.ts'

/** Browsers drop longer ones without a word (RFC 6265 §6.1). */
const LONGEST = 4096

export interface SealedCookieOptions {
  /** Also what it is sealed for, so that no cookie can stand in for another. */
  name: string
  /** At least 32 random characters. */
  secret: string
  /** Seconds. */
  maxAge: number
  /** False only for development over plain http: then the cookie has no `__Host-` prefix and no Secure. */
  secure?: boolean
}

export interface SealedCookie<T> {
  /** What the request's `Cookie` header holds, or undefined. */
  read: (request: { headers: Headers }) => Promise<T | undefined>
  /** The value of a `Set-Cookie` header. */
  write: (value: T) => Promise<string>
  /** The value of a `Set-Cookie` header that removes it. */
  clear: () => string
}

/** HttpOnly, and Lax: it comes along when the provider sends the person back, and with no foreign post. */
export function sealedCookie<T>(options: SealedCookieOptions): SealedCookie<T> {
  const { secret, maxAge, secure = true, name: purpose } = options
  const name = secure ? `__Host-${purpose}` : purpose
  const serialize = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    async read({ headers }) {
      return openSession<T>(cookieIn(headers.get('cookie') ?? '', name), secret, purpose)
    },
    async write(value) {
      const sealed = await sealSession(value, secret, maxAge, purpose)
      if (name.length + sealed.length >= LONGEST) {
        throw new AmphoraError('session_too_large', 'keep less in the cookie, or keep it elsewhere')
      }
      return serialize(sealed, maxAge)
    },
    clear: () => serialize('', 0),
  }
}

function cookieIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([each]) => each === name)?.[1]
}
