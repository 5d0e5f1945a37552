/** Holders of a DPoP key, signing with bare WebCrypto: an implementation of its own to hold ours against. */
import { exports } from 'cloudflare:workers'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import { ISSUER, REDIRECT_URI } from './reading_world.ts'
import { VERIFIER, type TestClient } from './relying_party.ts'
import { newSigner, type Signer } from './signing.ts'

export const TOKEN_URL = `${ISSUER}/oauth/token`
export const USERINFO_URL = `${ISSUER}/oauth/userinfo`
export const PAR_URL = `${ISSUER}/oauth/par`

export interface Holder {
  signer: Signer
  jkt: string
  /** A proof that nothing is wrong with, but for what is given beside or instead; undefined leaves a member out. */
  proof(url: string, claims?: Record<string, unknown>, header?: object): Promise<string>
  /** The same for userinfo by GET, with this access token. */
  proofWith(token: string, claims?: Record<string, unknown>, header?: object): Promise<string>
}

type Algorithm = Parameters<typeof newSigner>[0]

export async function newHolder(alg: Algorithm = 'ES256'): Promise<Holder> {
  const signer = await newSigner(alg)
  const { publicJwk: jwk } = signer
  const proof: Holder['proof'] = (url, claims = {}, header = {}) => {
    const iat = Math.floor(Date.now() / 1000)
    const usual = { jti: crypto.randomUUID(), htm: 'POST', htu: url, iat }
    return signer.sign({ ...usual, ...claims }, { typ: 'dpop+jwt', jwk, ...header })
  }
  return {
    signer,
    jkt: await thumbprint(jwk),
    proof,
    proofWith: async (token, claims = {}, header = {}) =>
      proof(USERINFO_URL, { htm: 'GET', ath: await sha256base64url(token), ...claims }, header),
  }
}

/** RFC 7638 §3.2: the required members in lexicographic order, without white space. */
const thumbprint = ({ crv, e, kty, n, x, y }: Record<string, unknown>): Promise<string> =>
  sha256base64url(JSON.stringify({ crv, e, kty, n, x, y }))

export interface DpopAnswer {
  status: number
  challenge: string
  nonce: string | null
  body: Record<string, unknown>
}

async function answerOf(response: Response): Promise<DpopAnswer> {
  const text = await response.text()
  return {
    status: response.status,
    challenge: response.headers.get('WWW-Authenticate') ?? '',
    nonce: response.headers.get('DPoP-Nonce'),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}

type Caller = Pick<TestClient, 'clientId' | 'secret'>

/** Posts as a client, with a proof where one is given; as a public one where it has no secret. */
export async function postWithProof(
  { clientId, secret }: Caller,
  url: string,
  fields: Record<string, string>,
  proof?: string,
): Promise<DpopAnswer> {
  const basic = { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` }
  const response = await exports.default.fetch(url, {
    method: 'POST',
    headers: { ...(secret && basic), ...(proof !== undefined && { DPoP: proof }) },
    body: new URLSearchParams({ ...(!secret && { client_id: clientId }), ...fields }),
  })
  return answerOf(response)
}

export const redeemWithProof = (
  client: Caller,
  code: string,
  proof?: string,
): Promise<DpopAnswer> => {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI }
  return postWithProof(client, TOKEN_URL, { ...fields, code_verifier: VERIFIER }, proof)
}

export const refreshWithProof = (
  client: Caller,
  token: string,
  proof?: string,
): Promise<DpopAnswer> =>
  postWithProof(client, TOKEN_URL, { grant_type: 'refresh_token', refresh_token: token }, proof)

/** Asks userinfo by GET under the scheme DPoP. */
export async function askWithProof(
  token: string,
  proof?: string,
  { url = USERINFO_URL, scheme = 'DPoP' }: { url?: string; scheme?: string } = {},
): Promise<DpopAnswer> {
  const response = await exports.default.fetch(url, {
    headers: { Authorization: `${scheme} ${token}`, ...(proof !== undefined && { DPoP: proof }) },
  })
  return answerOf(response)
}

/** A client that cannot authenticate, such as an app on a phone; its requests are signed with its own key. */
export const PUBLIC_CLIENT = { token_endpoint_auth_method: 'none' } as const
