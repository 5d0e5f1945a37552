/** What the app remembers about a browser: two sealed cookies. */
import {
  sealedCookie,
  type IdTokenClaims,
  type SealedCookie,
  type Transaction,
  type UserInfo,
} from 'amphora-idp/client'

export interface Session {
  claims: IdTokenClaims
  user: UserInfo
  /** For signing out. */
  idToken: string | undefined
}

export interface Cookies {
  /** A sign-in that is under way. */
  signIns: SealedCookie<Transaction>
  sessions: SealedCookie<Session>
}

export function createCookies(origin: string, secret: string): Cookies {
  // Over plain http, as on this machine, not every browser keeps a cookie that is marked Secure.
  const secure = origin.startsWith('https:')
  return {
    signIns: sealedCookie({ name: 'web_sign_in', secret, maxAge: 600, secure }),
    sessions: sealedCookie({ name: 'web_session', secret, maxAge: 8 * 3600, secure }),
  }
}
