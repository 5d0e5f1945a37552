/** Node's HTTP server in front of a function from Request to Response, which is how all apps here are written. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

type Handler = (request: Request) => Response | Promise<Response>

/** Listens on this machine alone. */
export function listen(handler: Handler, port: number): Server {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => {
      console.error(error)
      outgoing.destroy()
    })
  })
  return server.listen(port, '127.0.0.1')
}

async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse) {
  const response = await handler(toRequest(incoming))
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers, rawHeaders } = incoming
  const pairs = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  )
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(`http://${headers.host ?? 'unknown'}${url}`, {
    method,
    headers: pairs,
    ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }),
  })
}
