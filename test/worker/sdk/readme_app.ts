import {
  AmphoraError,
  createClient,
  sealedCookie,
  type ClientOptions,
  type Transaction,
} from 'amphora-idp/client'

interface Session {
  sub: string
  name: string | undefined
  idToken: string | undefined
}

export function createApp(options: ClientOptions, cookieSecret: string) {
  const client = createClient(options)
  const signIns = sealedCookie<Transaction>({ name: 'sign_in', secret: cookieSecret, maxAge: 600 })
  const sessions = sealedCookie<Session>({ name: 'session', secret: cookieSecret, maxAge: 28_800 })

  async function home(request: Request): Promise<Response> {
    const session = await sessions.read(request)
    return Response.json(session ? { hello: session.name } : { sign_in: '/login' })
  }

  async function login(): Promise<Response> {
    const { url, transaction } = await client.signIn()
    return redirect(url, await signIns.write(transaction))
  }

  async function callback(request: Request): Promise<Response> {
    const { tokens, claims } = await client.handleCallback(request.url, await signIns.read(request))
    const { sub, name } = await client.userinfo(tokens.accessToken, claims.sub)
    const session = await sessions.write({ sub, name, idToken: tokens.idToken })
    return redirect('/', session, signIns.clear())
  }

  /** Ends the session here, then the one at the provider. */
  async function logout(request: Request): Promise<Response> {
    const session = await sessions.read(request)
    if (!session) return redirect('/')
    return redirect(await client.signOutUrl({ idToken: session.idToken }), sessions.clear())
  }

  return async (request: Request): Promise<Response> => {
    try {
      switch (`${request.method} ${new URL(request.url).pathname}`) {
        case 'GET /':
          return await home(request)
        case 'GET /login':
          return await login()
        case 'GET /callback':
          return await callback(request)
        case 'POST /logout':
          return await logout(request)
        default:
          return new Response('Not found', { status: 404 })
      }
    } catch (error) {
      if (!(error instanceof AmphoraError)) throw error
      const { code, description, retryable } = error
      return Response.json({ code, description }, { status: retryable ? 503 : 400 })
    }
  }
}

function redirect(to: string | URL, ...cookies: string[]): Response {
  const headers = new Headers({ Location: to.toString() })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}
