/** Signs as clients do, by WebCrypto alone: an implementation of its own to hold ours against. */
import { base64url, utf8 } from '../../../src/kernel/encoding.ts'
import { ISSUER, NOW, REDIRECT_URI } from './reading_world.ts'

export const SECRET = 'secret_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'

export const encode = (value: unknown): string => base64url(utf8(JSON.stringify(value)))

/** A JWT in compact form, whatever its parts are; a string is taken as JSON that is written already. */
export async function signHs256(
  claims: unknown,
  { header = {}, secret = SECRET }: { header?: object; secret?: string } = {},
): Promise<string> {
  const protectedHeader = encode({ alg: 'HS256', typ: 'oauth-authz-req+jwt', ...header })
  const payload = typeof claims === 'string' ? base64url(utf8(claims)) : encode(claims)
  const input = `${protectedHeader}.${payload}`
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', utf8(secret), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, utf8(input))
  return `${input}.${base64url(new Uint8Array(mac))}`
}

/** The claims of a request that nothing is wrong with. */
export const requestClaims = (clientId: string, changes: Record<string, unknown> = {}) => ({
  iss: clientId,
  aud: ISSUER,
  iat: NOW,
  exp: NOW + 300,
  jti: 'a-jti-of-its-own',
  client_id: clientId,
  response_type: 'code',
  redirect_uri: REDIRECT_URI,
  scope: 'openid profile',
  state: 'a state',
  nonce: 'a nonce',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  ...changes,
})

const KEYS = {
  EdDSA: { name: 'Ed25519' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RS256: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  PS256: {
    name: 'RSA-PSS',
    hash: 'SHA-256',
    saltLength: 32,
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
} as const

export interface Signer {
  publicJwk: { kty: string } & Record<string, unknown>
  sign(claims: unknown, header?: object): Promise<string>
}

/** A fresh key pair of a client. */
export async function newSigner(alg: keyof typeof KEYS, kid?: string): Promise<Signer> {
  const algorithm = KEYS[alg]
  const pair = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const exported = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
  const { kty, crv, x, y, n, e } = exported
  const members = Object.entries({ kty, crv, x, y, n, e, kid }).filter(([, value]) => value)
  return {
    publicJwk: Object.fromEntries(members) as Signer['publicJwk'],
    sign: async (claims, header = {}) => {
      const input = `${encode({ alg, ...(kid && { kid }), ...header })}.${encode(claims)}`
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, utf8(input))
      return `${input}.${base64url(new Uint8Array(signature))}`
    },
  }
}
