/** A relying party's site: it notes what it is asked, in order, and answers by path. */
import { createServer } from 'node:http'
import { freePort } from './free_port.ts'

export interface Visit {
  method: string
  url: URL
  body: string
}

export interface RelyingSite {
  /** On another host than the provider, which is at 127.0.0.1. */
  origin: string
  /** The same on its host: of one site with it, as a browser sees it. */
  sameSite: string
  visits: Visit[]
  /** The visits to a path. */
  to(path: string): Visit[]
  /** What the next visits to a path are answered with. */
  answer(path: string, answer: { status?: number; html?: string; after?: Promise<void> }): void
  stop(): Promise<void>
}

export async function startRelyingSite(): Promise<RelyingSite> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const visits: Visit[] = []
  const answers = new Map<string, { status?: number; html?: string; after?: Promise<void> }>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', origin)
      const body = Buffer.concat(chunks).toString()
      visits.push({ method: request.method ?? '', url, body })
      const { status = 200, html = url.pathname, after } = answers.get(url.pathname) ?? {}
      void Promise.resolve(after).then(() => {
        response.writeHead(status, { 'Content-Type': 'text/html' })
        response.end(html)
      })
    })
  })
  await new Promise<void>((ready) => server.listen(port, ready))
  return {
    origin,
    sameSite: `http://127.0.0.1:${port}`,
    visits,
    to: (path) => visits.filter(({ url }) => url.pathname === path),
    answer: (path, answer) => void answers.set(path, answer),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
