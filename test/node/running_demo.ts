/** `npm start` on ports and in a folder of its own: a provider, seeded, and the demo apps. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { readDemoFile, type DemoFile } from '../../scripts/local/demo_file.ts'
import { freePort } from './free_port.ts'

export interface RunningDemo extends DemoFile {
  adminToken: string
  stop(): Promise<void>
}

export async function startDemo(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-demo-'))
  const [port, demoPort] = [await freePort(), await freePort()]
  const { ISSUER: _issuer, DEBUG: _debug, ...inherited } = process.env
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: {
      ...inherited,
      PORT: String(port),
      DEMO_PORT: String(demoPort),
      AMPHORA_STATE: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  await new Promise<void>((ready, failed) => {
    let printed = ''
    const listen = (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Ctrl-C stops')) ready()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('close', () => failed(new Error(`npm start ended: ${printed}`)))
  })
  const demo = readDemoFile(join(folder, '.demo.json'))
  if (!demo) throw new Error('npm start wrote no demo file')
  const { adminToken } = prepareDevVars(join(folder, '.dev.vars'))
  return {
    ...demo,
    adminToken,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
