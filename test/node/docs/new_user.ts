/** A new user's machine: a copy of this repository in a folder of its own, and `npm start` running in it. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

/** What a clone does not have. Packages are not fetched again: those that are here are lent. */
const NOT_CLONED = ['node_modules', '.git', '.wrangler', '.dev.vars', '.demo.json', '.amphora']

export interface NewUser {
  folder: string
  /** Where Amphora runs, and all that `npm start` printed. */
  origin: string
  printed: string
  leave(): Promise<void>
}

export async function startAsNewUser(): Promise<NewUser> {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-new-user-'))
  cpSync('.', folder, {
    recursive: true,
    filter: (source) => !NOT_CLONED.includes(basename(source)),
  })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const [port, demoPort] = [await freePort(), await freePort()]
  const { ISSUER: _issuer, AMPHORA_STATE: _state, ...inherited } = process.env
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...inherited, PORT: String(port), DEMO_PORT: String(demoPort) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => npm.once('close', () => done()))
  const leave = async () => {
    if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGTERM')
    await ended
    rmSync(folder, { recursive: true })
  }
  const printed = await new Promise<string>((found, failed) => {
    let text = ''
    const listen = (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Ctrl-C stops')) found(text)
    }
    npm.stdout.on('data', listen)
    npm.stderr.on('data', listen)
    npm.once('close', () => failed(new Error(`npm start ended: ${text}`)))
  })
  return { folder, origin: `http://localhost:${port}`, printed, leave }
}

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
