/** Sign-in for an app without a backend, given its key and where its tab keeps things. */
import { createCallbackHandler } from '../callback.ts'
import { AmphoraError } from '../errors.ts'
import type { PartyOptions } from '../options.ts'
import { createRelyingParty } from '../relying_party.ts'
import { revoke } from '../revoke.ts'
import { signIn, type SignInOptions } from '../sign_in.ts'
import { signOutUrl, type SignOutOptions } from '../sign_out.ts'
import type { IdTokenClaims } from '../tokens.ts'
import { fetchUserInfo, type UserInfo } from '../userinfo.ts'
import type { BoundRequest } from './bound_fetch.ts'
import { createBoundSession } from './bound_session.ts'
import { embeddedIdentity } from './embedded_identity.ts'
import { withNonce } from './nonce.ts'
import { transactionsIn, type TabStorage } from './transactions.ts'

/** Every method rejects with an `AmphoraError`. */
export interface BrowserClient {
  /** Makes a signed request, and remembers it in this tab. @returns where to send the browser */
  signIn: (options?: SignInOptions) => Promise<URL>
  /**
   * Takes the redirect back: checks it, exchanges its code and verifies the ID token. The tokens stay in here; a reload
   * forgets them.
   * @param url the address that was called, whole or from the path on
   */
  handleCallback: (url: string | URL) => Promise<IdTokenClaims>
  /** What is known about the person who is signed in. */
  userinfo: () => Promise<UserInfo>
  /** Asks an API with the access token and a proof of the key, and refreshes the token first where it must. */
  fetch: (url: string | URL, init?: BoundRequest) => Promise<Response>
  /** What the key goes by (RFC 7638): tokens carry it as `cnf.jkt`. */
  keyThumbprint: () => Promise<string>
  /** Gives the tokens back and forgets them. @returns where to send the browser to end its session at the provider too */
  signOut: (options?: Pick<SignOutOptions, 'postLogoutRedirectUri'>) => Promise<URL>
}

export function browserClient(
  options: PartyOptions,
  { keyPair, storage }: { keyPair: CryptoKeyPair; storage: TabStorage },
): BrowserClient {
  const identity = embeddedIdentity(keyPair)
  const party = createRelyingParty(options, identity)
  const transactions = transactionsIn(storage, options.clientId)
  const handleCallback = createCallbackHandler(party)
  const session = createBoundSession(party)
  return {
    async signIn(how) {
      const { url, transaction } = await signIn(party, how)
      transactions.keep(transaction)
      return url
    },
    async handleCallback(url) {
      const transaction = transactions.take()
      const signedIn = await withNonce(() => handleCallback(url, transaction))
      session.begin(signedIn)
      return signedIn.claims
    },
    userinfo: () =>
      withNonce(async () => {
        const token = await session.accessToken()
        const { sub } = session.claims() ?? {}
        if (sub === undefined) throw new AmphoraError('signed_out')
        return fetchUserInfo(party, token, sub)
      }),
    fetch: session.fetch,
    keyThumbprint: () => identity.proofs.calculateThumbprint(),
    async signOut(how = {}) {
      const tokens = session.end()
      const url = await signOutUrl(party, { ...how, idToken: tokens?.idToken })
      if (tokens) await revoke(party, tokens.refreshToken ?? tokens.accessToken)
      return url
    },
  }
}
