import { assertionMethod } from './client_assertion.ts'

/**
 * "The HMAC … is calculated using the octets of the UTF-8 representation of the client_secret as the shared key" (OpenID
 * Connect Core §9). Choice: HS256 alone.
 */
export const clientSecretJwt = assertionMethod('client_secret_jwt', (alg) => alg === 'HS256')
