/** How an app is recognised: what signs its requests, and what it shows at the token endpoint. */
import * as oauth from 'oauth4webapi'
import { authenticationMethodOf, type ClientOptions } from './options.ts'
import { importPrivateKey, keyOfSecret, type SigningKey } from './signing_key.ts'
import { singleFlight } from './single_flight.ts'

export interface Identity {
  authentication: () => Promise<oauth.ClientAuth>
  signingKey: () => Promise<SigningKey>
  /** Makes proofs of the key that tokens are bound to (RFC 9449); absent for bearer tokens. */
  proofs?: oauth.DPoPHandle
}

/** An app with a backend, which keeps a secret or a private key. @param options as `checkOptions` left them */
export function identityOf(options: ClientOptions): Identity {
  const privateKey = once(() => importPrivateKey(options.privateKey ?? '', options.kid))
  return {
    authentication: () => authenticationOf(options, privateKey),
    signingKey: async () =>
      options.privateKey ? privateKey() : keyOfSecret(options.clientSecret ?? ''),
  }
}

async function authenticationOf(
  options: ClientOptions,
  privateKey: () => Promise<oauth.PrivateKey>,
): Promise<oauth.ClientAuth> {
  const secret = options.clientSecret ?? ''
  switch (authenticationMethodOf(options)) {
    case 'private_key_jwt':
      return oauth.PrivateKeyJwt(await privateKey())
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret)
    default:
      return oauth.ClientSecretBasic(secret)
  }
}

/** The first success is kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  const keep = singleFlight<T>(Infinity)
  return () => keep('', make)
}
