import { assertionMethod } from './client_assertion.ts'

/**
 * Signed with a private key, never with a secret: a client that has one as well could otherwise be impersonated by
 * whoever it was told to. Whatever cannot be read as a JWT fails here.
 */
export const privateKeyJwt = assertionMethod('private_key_jwt', (alg) => alg !== 'HS256')
