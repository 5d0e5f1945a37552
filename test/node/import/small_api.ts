/**
 * As much of an Amphora as an import asks for, in memory: a line is answered when its row is done, and answers are cut
 * short as often as a test wants. That the real one keeps its word is tested in test/worker/import.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'

export const TOKEN = 'a token of tests'

export interface SmallApi {
  origin: string
  /** Every row that was made, by the number of its line. */
  made: Map<number, string>
  /** The first line of every request that came. */
  begun: number[]
  close(): Promise<void>
}

/** How one request ends: at its end, with its connection cut after so many lines, or refused with a status. */
export type Ends = 'whole' | { cutAfter: number } | { status: number }

export async function startSmallApi(ends: (request: number) => Ends): Promise<SmallApi> {
  const made = new Map<number, string>()
  const begun: number[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const first = Number(searchParams.get('first_line'))
    begun.push(first)
    const ending = ends(begun.length)
    const isRight =
      request.headers.authorization === `Bearer ${TOKEN}` &&
      request.headers['content-type'] === 'application/x-ndjson' &&
      pathname === '/api/sso/v1/users/import'
    if (!isRight) return void response.writeHead(401).end('{"error":"invalid_token"}')
    if (typeof ending === 'object' && 'status' in ending) {
      return void response.writeHead(ending.status).end('{"error":"as the test wants it"}')
    }
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    let line = first - 1
    for await (const text of createInterface({ input: request })) {
      line++
      if (text === '') continue
      response.write(`${JSON.stringify(take(line, text))}\n`)
      if (typeof ending === 'object' && line - first + 1 === ending.cutAfter) {
        // What was written so far is let out first.
        setImmediate(() => response.destroy())
        return
      }
    }
    response.end(`${JSON.stringify({ result: 'finished', next_line: line + 1 })}\n`)
  }

  function take(line: number, text: string): object {
    if (text.includes('refuse me')) {
      return { line, result: 'refused', error: 'conflict', field: 'email', detail: 'is taken' }
    }
    const known = made.get(line)
    if (known !== undefined && known !== text) throw new Error(`line ${line} came as another`)
    made.set(line, text)
    return { line, result: known === undefined ? 'created' : 'unchanged', sub: String(line) }
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { origin: originOf(server), made, begun, close: () => closed(server) }
}

function originOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.closeAllConnections()
    server.close(() => done())
  })
