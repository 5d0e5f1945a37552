/**
 * Somebody who follows a page of the documentation to the letter: runs its commands one after the other in one folder,
 * writes the files that it shows, keeps what an answer brings where the page says, and signs in where it says to.
 */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { Browser } from '../../../bench/browser.ts'
import type { Block } from './document.ts'

const run = promisify(execFile)

interface Login {
  username: string
  password: string
}

export class Reader {
  readonly #folder: string
  readonly #origin: string
  readonly #login: Login
  readonly #browser = new Browser()

  /** @param origin where Amphora runs, which pages call http://localhost:8000 */
  constructor(folder: string, origin: string, login: Login) {
    this.#folder = folder
    this.#origin = origin
    this.#login = login
    writeFileSync(join(folder, 'variables'), '')
  }

  /** @returns what the commands printed @throws Error where one of them fails */
  async follow({ language, text, fileName }: Block): Promise<string> {
    const here = text.replaceAll('http://localhost:8000', this.#origin)
    if (fileName) writeFileSync(join(this.#folder, fileName), here)
    if (language !== 'sh') return ''
    const printed = await this.#run(withoutOwnCommands(here))
    await this.#learn(printed)
    return printed
  }

  /** Runs a program of Node's beside the files of the pages, with the variables as they are. */
  runProgram(program: string, args: string[]): Promise<string> {
    writeFileSync(join(this.#folder, 'program.mjs'), program)
    const quoted = args.map((each) => `'${each}'`).join(' ')
    return this.#run(`COOKIE_SECRET=${'s'.repeat(32)} node program.mjs ${quoted}`)
  }

  /** Variables last from one block to the next, as in a terminal that stays open. */
  async #run(commands: string): Promise<string> {
    const script = `source ./variables\nset -ea\n${commands}\nset +a\nexport -p > variables`
    const running = run('bash', ['-c', script], { cwd: this.#folder })
    const connected = this.#connectDevice(running.child.stdout)
    const { stdout } = await running
    await connected()
    return stdout
  }

  /** Opens the address that a device shows as soon as it does, for the device waits. @returns when that is done */
  #connectDevice(printed: Readable | null): () => Promise<void> {
    let text = ''
    let connected: Promise<void> | undefined
    printed?.on('data', (chunk: string) => {
      text += chunk
      const address = /http[^\s"]+\/device\?user_code=[A-Z]{4}-[A-Z]{4}/.exec(text)?.[0]
      if (address) connected ??= this.#approveDevice(address)
    })
    return async () => connected
  }

  async #approveDevice(address: string): Promise<void> {
    const shown = new URL(address).searchParams.get('user_code') ?? ''
    const entry = await this.#browser.open(address)
    let page = await this.#browser.submit(entry, { user_code: shown })
    if (page.body.includes('id="password"')) {
      page = await this.#browser.submit(page, { ...this.#login })
    }
    page = await this.#browser.submit(page, { decision: 'approve' })
    if (!page.body.includes('Your device is connected')) {
      throw new Error(`no device connected at ${page.url}: ${page.status}`)
    }
  }

  /** What a reader copies from one answer into the next command. */
  async #learn(printed: string): Promise<void> {
    for (const [line] of printed.matchAll(/^export [A-Z_]+=\S+$/gm)) await this.#run(line)
    for (const name of ['client_id', 'client_secret', 'access_token', 'device_code']) {
      const value = new RegExp(`"${name}": ?"([\\w.-]+)"`).exec(printed)?.[1]
      if (value) await this.#run(`export ${name.toUpperCase()}=${value}`)
    }
    const address = /^https?:\S+\/oauth\/authorize\?\S+$/m.exec(printed)?.[0]
    if (!address) return
    const code = new URL(await this.signIn(address)).searchParams.get('code') ?? ''
    await this.#run(`export CODE=${code}`)
  }

  /** @returns the address that the browser was sent back to, with the code in it */
  async signIn(address: string): Promise<string> {
    let page = await this.#browser.open(address)
    if (page.body.includes('id="password"')) {
      page = await this.#browser.submit(page, { ...this.#login })
    }
    if (page.body.includes('id="consent-approve"')) {
      page = await this.#browser.submit(page, { decision: 'approve' })
    }
    if (!new URL(page.url).searchParams.has('code')) {
      const refusal = [...page.body.matchAll(/<code>(\w+)<\/code>/g)].map(([, word]) => word)
      throw new Error(`no code at ${page.url}: ${page.status} ${refusal.join(' ')}`)
    }
    return page.url
  }
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

/** Installing, starting and testing are what this very test is about: of them it is only asked that they exist. */
function withoutOwnCommands(commands: string): string {
  const kept = commands.split('\n').filter((line) => {
    const parts = line.split(' && ')
    const own = parts.map((part) => /^npm (install|start|test)$/.exec(part)?.[1])
    if (own.includes(undefined)) return true
    const unknown = own.find((name) => name !== 'install' && !(name && name in scripts))
    if (unknown) throw new Error(`there is no npm ${unknown}`)
    return false
  })
  return kept.join('\n')
}
