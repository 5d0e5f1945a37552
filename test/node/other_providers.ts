/** Two providers over real HTTP, each with a page and a button: one of OpenID Connect, and one like a GitHub of one's own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const CLIENT = { id: 'us', secret: 'a secret between two providers' }

export interface OtherProvider {
  origin: string
  stop(): void
}

/** What a code stands for: the request that it answers. */
const codes = new Map<string, URLSearchParams>()

const PAGE = `<!doctype html><html lang="en"><title>Elsewhere</title><main><h1>Elsewhere</h1>
<form method="post"><button id="allow">Continue</button></form></main></html>`

function ask(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  iss: string,
) {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE)
    return
  }
  const code = crypto.randomUUID()
  codes.set(code, query)
  const back = new URL(query.get('redirect_uri') ?? '')
  back.search = new URLSearchParams({ code, state: query.get('state') ?? '', iss }).toString()
  response.writeHead(303, { Location: back.href }).end()
}

async function redeem(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = new URLSearchParams(Buffer.concat(chunks).toString())
  const basic = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString()
  const [, secret = ''] = basic.split(':')
  const given = body.get('client_secret') ?? decodeURIComponent(secret.replaceAll('+', ' '))
  const asked = codes.get(body.get('code') ?? '')
  codes.delete(body.get('code') ?? '')
  const challenge = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url')
  const isRight = given === CLIENT.secret && challenge === asked?.get('code_challenge')
  return isRight ? asked : undefined
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void

async function listen(answer: (origin: string) => Answer): Promise<OtherProvider> {
  let origin = ''
  const server = createServer((request, response) => {
    void answer(origin)(request, response, new URL(request.url ?? '', origin))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return { origin, stop: () => void server.close() }
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))

/** @param claims of the one person who is there */
export async function openIdProvider(claims: Record<string, unknown>): Promise<OtherProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }
  return listen((origin) => async (request, response, url) => {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/jwks`,
          id_token_signing_alg_values_supported: ['ES256'],
          authorization_response_iss_parameter_supported: true,
        })
      case '/jwks':
        return json(response, { keys: [jwk] })
      case '/authorize':
        return ask(request, response, url.searchParams, origin)
      case '/token': {
        const asked = await redeem(request)
        if (!asked) return json(response, { error: 'invalid_grant' }, 400)
        const idToken = await new SignJWT({ ...claims, nonce: asked.get('nonce') })
          .setProtectedHeader({ alg: 'ES256', kid: 'k' })
          .setIssuer(origin)
          .setAudience(CLIENT.id)
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(privateKey)
        return json(response, { access_token: 'a', token_type: 'Bearer', id_token: idToken })
      }
      default:
        return json(response, {}, 404)
    }
  })
}

/** @param documents by their paths */
export const oauthProvider = (documents: Record<string, unknown>): Promise<OtherProvider> =>
  listen((origin) => async (request, response, url) => {
    if (url.pathname === '/login/oauth/authorize') {
      return ask(request, response, url.searchParams, origin)
    }
    if (url.pathname === '/login/oauth/access_token') {
      const asked = await redeem(request)
      return json(
        response,
        asked ? { access_token: 'gho', token_type: 'bearer' } : { error: 'bad' },
      )
    }
    const isAllowed = request.headers.authorization === 'Bearer gho'
    return json(response, isAllowed ? documents[url.pathname] : {}, isAllowed ? 200 : 401)
  })
