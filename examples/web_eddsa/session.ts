/** What the app remembers about a browser: two sealed cookies. */
import {
  sealedCookie,
  type SealedCookie,
  type Tokens,
  type Transaction,
  type UserInfo,
} from 'amphora-idp/client'

export interface Session {
  user: UserInfo
  /** An app that calls APIs keeps the access token too; this one asks userinfo once and forgets it. */
  tokens: Pick<Tokens, 'idToken' | 'refreshToken' | 'expiresAt'>
  /** How often they have been refreshed. */
  refreshes: number
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
    signIns: sealedCookie({ name: 'keys_sign_in', secret, maxAge: 600, secure }),
    sessions: sealedCookie({ name: 'keys_session', secret, maxAge: 8 * 3600, secure }),
  }
}
