/** `npm start` and `npm run reset`, as somebody types them. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTaken } from '../../scripts/local/children.ts'
import { readDemoFile } from '../../scripts/local/demo_file.ts'
import { freePort } from './free_port.ts'

const folder = mkdtempSync(join(tmpdir(), 'amphora-start-'))
const demoFile = join(folder, '.demo.json')
let port: number
let demoPort: number

beforeAll(async () => {
  ;[port, demoPort] = [await freePort(), await freePort()]
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Run {
  /** What it printed until it was ready, or until it ended. */
  printed: string
  /** The exit code, once it has ended. */
  ended: Promise<number | null>
  /** What Ctrl-C in a terminal does: a signal to everything in the foreground. */
  interrupt(): Promise<number | null>
}

async function npm(...args: string[]): Promise<Run> {
  const { ISSUER: _issuer, DEBUG: _debug, ...inherited } = process.env
  const child = spawn('npm', ['--silent', ...args], {
    env: {
      ...inherited,
      PORT: String(port),
      DEMO_PORT: String(demoPort),
      AMPHORA_STATE: folder,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code))
  })
  const ready = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Ctrl-C stops')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  await Promise.race([ready, ended])
  return {
    printed,
    ended,
    interrupt() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
      return ended
    },
  }
}

const lineOf = (printed: string, label: string): string =>
  new RegExp(`^ *${label} +(\\S+)`, 'm').exec(printed)?.[1] ?? ''

const statusOf = async (path: string, adminToken: string): Promise<number> => {
  const headers = { Authorization: `Bearer ${adminToken}` }
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status
}

describe('npm start', () => {
  it('runs both, says where, and keeps everything until the next time', async () => {
    const first = await npm('start')
    const demo = readDemoFile(demoFile)
    const adminToken = lineOf(first.printed, 'Admin token')
    expect(lineOf(first.printed, 'Amphora')).toBe(`http://localhost:${port}`)
    expect(lineOf(first.printed, 'Demo apps')).toBe(`http://127.0.0.1:${demoPort}`)
    expect(lineOf(first.printed, 'Sign in as')).toBe(demo?.person.email)
    expect(lineOf(first.printed, 'Password')).toBe(demo?.person.password)
    expect(await statusOf('/api/sso/v1/tenant', adminToken)).toBe(200)
    expect(await statusOf('/api/sso/v1/tenant', 'another')).toBe(401)
    expect((await fetch(`http://127.0.0.1:${demoPort}/`)).status).toBe(200)
    await first.interrupt()
    expect([await isTaken(port), await isTaken(demoPort)]).toEqual([false, false])

    const second = await npm('start')
    const secondToken = lineOf(second.printed, 'Admin token')
    expect(secondToken).toBe(adminToken)
    expect(readDemoFile(demoFile)).toEqual(demo)
    const { clientId = '' } = demo?.webHs256 ?? {}
    expect(await statusOf(`/api/sso/v1/oauth/clients/${clientId}`, secondToken)).toBe(200)
    await second.interrupt()
  })

  it('keeps its secrets from other people of this machine', () => {
    const modes = ['.dev.vars', '.demo.json'].map((name) => statSync(join(folder, name)).mode)
    expect(modes.map((mode) => (mode & 0o077).toString(8))).toEqual(['0', '0'])
  })

  it('makes clients and password anew where nobody remembers them', async () => {
    const before = readDemoFile(demoFile)
    rmSync(demoFile)
    const run = await npm('start')
    const after = readDemoFile(demoFile)
    expect(after?.webHs256.clientId).toMatch(/^client_/)
    expect(after?.webHs256.clientId).not.toBe(before?.webHs256.clientId)
    expect(lineOf(run.printed, 'Password')).toBe(after?.person.password)
    await run.interrupt()
  })

  it('says that a port is taken, and ends', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    const run = await npm('start')
    expect(await run.ended).toBe(1)
    expect(run.printed).toContain(`port ${port} is taken`)
    await new Promise((closed) => other.close(closed))
  })
})

describe('npm run reset', () => {
  it('forgets all that npm start has made', async () => {
    const run = await npm('run', 'reset')
    expect(await run.ended).toBe(0)
    const made = ['.dev.vars', '.demo.json', '.wrangler/state']
    expect(made.filter((name) => existsSync(join(folder, name)))).toEqual([])
  })
})
