/** The way back: the redirect is held against its transaction, and its code is exchanged once. */
import * as oauth from 'oauth4webapi'
import { AmphoraError, withAmphoraErrors } from './errors.ts'
import type { RelyingParty } from './relying_party.ts'
import type { Transaction } from './sign_in.ts'
import { singleFlight } from './single_flight.ts'
import { verifyTokens, type IdTokenClaims, type Tokens } from './tokens.ts'

/** For how long a reload or a double click gets the answer of the exchange that has been made. */
const KEEP_SECONDS = 30

/** A person who has come back. */
export interface SignedIn {
  tokens: Tokens
  /** The verified ID token: `claims.sub` is the person. */
  claims: IdTokenClaims
}

/** The address that was called (whole, or from the path on), or the parameters of a form post. */
export type Callback = URL | URLSearchParams | string

/** @param transaction of the sign-in that this browser began; undefined, where it brings none, is refused */
export type HandleCallback = (
  callback: Callback,
  transaction: Transaction | undefined,
) => Promise<SignedIn>

export function createCallbackHandler(party: RelyingParty): HandleCallback {
  const exchangeOnce = singleFlight<SignedIn>(KEEP_SECONDS)
  return (callback, transaction) =>
    withAmphoraErrors(async () => {
      if (!transaction) throw stateMismatch('no sign-in is under way in this browser')
      const parameters = await checkCallback(
        party,
        parametersOf(callback, transaction),
        transaction,
      )
      // The whole transaction is in the key: a code alone opens nothing.
      const key = JSON.stringify([parameters.get('code'), transaction])
      return exchangeOnce(key, () => exchange(party, parameters, transaction))
    })
}

function parametersOf(callback: Callback, { redirectUri }: Transaction): URLSearchParams {
  if (callback instanceof URLSearchParams) return callback
  const text = callback.toString()
  if (!URL.canParse(text, redirectUri)) throw callbackInvalid('this is no address')
  return new URL(text, redirectUri).searchParams
}

/** @returns the parameters as proven, which alone can be exchanged */
async function checkCallback(
  party: RelyingParty,
  parameters: URLSearchParams,
  { state }: Transaction,
): Promise<URLSearchParams> {
  for (const name of ['code', 'error', 'state', 'iss']) {
    // "Request and response parameters MUST NOT be included more than once" (RFC 6749 §3.1)
    if (parameters.getAll(name).length > 1) throw callbackInvalid(`${name} is there twice`)
  }
  if (parameters.get('state') !== state) {
    throw stateMismatch('this redirect belongs to another sign-in')
  }
  const metadata = await party.metadata()
  // "Clients MUST … compare the result to the issuer identifier of the authorization server" (RFC 9207 §2.4)
  if (parameters.get('iss') !== metadata.issuer) {
    throw new AmphoraError('issuer_mismatch', 'this redirect comes from another provider')
  }
  const proven = oauth.validateAuthResponse(metadata, party.client, parameters, state)
  if (!proven.get('code')) throw callbackInvalid('there is neither code nor error')
  return proven
}

const callbackInvalid = (description: string) => new AmphoraError('callback_invalid', description)
const stateMismatch = (description: string) => new AmphoraError('state_mismatch', description)

async function exchange(
  party: RelyingParty,
  parameters: URLSearchParams,
  transaction: Transaction,
): Promise<SignedIn> {
  const metadata = await party.metadata()
  const response = await oauth.authorizationCodeGrantRequest(
    metadata,
    party.client,
    await party.authentication(),
    parameters,
    transaction.redirectUri,
    transaction.codeVerifier,
    party.http,
  )
  const answer = await oauth.processAuthorizationCodeResponse(metadata, party.client, response, {
    expectedNonce: transaction.nonce,
    requireIdToken: true,
    ...(transaction.maxAge !== undefined && { maxAge: transaction.maxAge }),
  })
  const { tokens, claims } = await verifyTokens(party, response, answer)
  if (!claims) throw new AmphoraError('id_token_invalid', 'there is none')
  return { tokens, claims }
}
