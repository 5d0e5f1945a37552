/** What a person decides about their own passkeys, signed in: plain data that crosses RPC. */
import type { OwnSession } from './own_account.ts'
import type { Passkey, SpentChallenge } from './passkey.ts'
import type { FactorNotice } from './sign_in.ts'

/** What a browser is told before it makes a passkey. */
export interface PasskeyOffer {
  username: string
  name?: string
  /** Those that there are: an authenticator that holds one of them makes no second. */
  passkeys: Passkey[]
}

export interface PasskeyAddition extends OwnSession {
  passkey: Passkey
  challenge: SpentChallenge
  notice: FactorNotice
}

export interface PasskeyRemoval extends OwnSession {
  id: string
  /** The cookie of this session from now on. */
  cookieId: string
  /** Whether a person without a password can have a link mailed with which they set one. */
  canMail: boolean
  notice: FactorNotice
}

export type PasskeyAdditionRefusal = 'no_session' | 'stale' | 'spent' | 'too_many' | 'known'
export type PasskeyRemovalRefusal = 'no_session' | 'stale' | 'unknown' | 'last_way_in'
