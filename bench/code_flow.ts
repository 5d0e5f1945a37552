/** One signed code flow, as a relying party does it: the same for the provider and for its floor. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { exchange, FORM } from './http.ts'

export interface Flow {
  issuer: string
  authorizationEndpoint: string
  tokenEndpoint: string
  clientId: string
  clientSecret: string
  redirectUri: string
  /** One `Cookie` header for each person who is signed in. */
  cookies: string[]
}

const base64url = (value: string | Buffer): string => Buffer.from(value).toString('base64url')
const random = (): string => randomBytes(16).toString('base64url')

/** @returns a request object, HS256 by the bytes of the secret (RFC 9101) */
function signRequest(flow: Flow, verifier: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: flow.clientId,
    aud: flow.issuer,
    iat: now,
    exp: now + 300,
    jti: random(),
    client_id: flow.clientId,
    redirect_uri: flow.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: random(),
    nonce: random(),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const header = { alg: 'HS256', typ: 'oauth-authz-req+jwt' }
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`
  return `${input}.${createHmac('sha256', flow.clientSecret).update(input).digest('base64url')}`
}

/** @returns the address that a browser is sent to: `client_id` and `request`, and nothing else */
export const authorizationUrl = (flow: Flow, verifier: string): string => {
  const request = signRequest(flow, verifier)
  const query = new URLSearchParams({ client_id: flow.clientId, request })
  return `${flow.authorizationEndpoint}?${query.toString()}`
}

/** @throws Error where the flow does not end in two tokens */
export async function runCodeFlow(flow: Flow, count: number): Promise<void> {
  const verifier = randomBytes(32).toString('base64url')
  const cookie = flow.cookies[count % flow.cookies.length] ?? ''
  const authorized = await exchange(authorizationUrl(flow, verifier), {
    headers: { Cookie: cookie },
  })
  await redeemAt(flow, authorized.location, verifier)
}

/**
 * Redeems the code with which a browser came back to this address.
 * @throws Error where there is none, or where it does not end in two tokens
 */
export async function redeemAt(flow: Flow, location: string, verifier: string): Promise<void> {
  const code = URL.canParse(location) ? new URL(location).searchParams.get('code') : null
  if (!code) throw new Error(`no code but ${location}`)
  const redeemed = await exchange(flow.tokenEndpoint, {
    method: 'POST',
    headers: FORM,
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: flow.redirectUri,
      code_verifier: verifier,
      client_id: flow.clientId,
      client_secret: flow.clientSecret,
    }).toString(),
  })
  if (redeemed.status !== 200 || !redeemed.body.includes('"id_token"')) {
    throw new Error(`no tokens but ${redeemed.status} ${redeemed.body}`)
  }
}
