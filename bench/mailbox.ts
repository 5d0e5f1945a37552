/** The mail service and everybody's mailbox: takes what the provider posts, and hands it to whoever waits for it. */
import { createServer, type Server } from 'node:http'

const LONGEST_WAIT_MS = 20_000

interface Mail {
  to: string[]
  text: string
}

export class Mailbox {
  readonly #waiting = new Map<string, (text: string) => void>()
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { to, text } = JSON.parse(Buffer.concat(chunks).toString()) as Mail
      for (const address of to) this.#waiting.get(address)?.(text)
      response.setHeader('Content-Type', 'application/json').end('{"id":"a mail"}')
    })
  })

  /** @returns the origin that mails are posted to */
  open(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address()
        const port = typeof address === 'object' && address ? address.port : 0
        resolve(`http://127.0.0.1:${port}`)
      })
    })
  }

  /**
   * What the next mail to this address says that says such a thing. To be asked for before it is sent.
   * @throws Error where none comes
   */
  next(address: string, wanted: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no mail to ${address}`)), LONGEST_WAIT_MS)
      this.#waiting.set(address, (text) => {
        const [found] = wanted.exec(text) ?? []
        if (found === undefined) return
        clearTimeout(late)
        resolve(found)
      })
    })
  }

  close(): void {
    this.#server.close()
  }
}
