/** A client that costs little, so that what is measured is the server: kept connections, no redirects followed. */
import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Sent {
  method?: 'GET' | 'POST' | 'PATCH'
  headers?: Record<string, string>
  body?: string
}

export interface Received {
  status: number
  location: string
  cookies: string[]
  body: string
}

/** To be called where a server may rest for a while: it closes connections that nobody uses, and may do so unseen. */
export const closeConnections = (): void => agent.destroy()

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

export function exchange(url: string, sent: Sent = {}): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method: sent.method ?? 'GET', headers: sent.headers })
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', reject)
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          location: incoming.headers.location ?? '',
          cookies: incoming.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.end(sent.body)
  })
}
