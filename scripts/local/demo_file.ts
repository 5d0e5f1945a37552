/** `.demo.json`: what the demo apps know, and what `npm start` prints. Demo secrets, good on this machine alone. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Settings } from '../../examples/settings.ts'

export interface DemoFile extends Settings {
  person: { email: string; password: string }
}

export const readDemoFile = (path: string): DemoFile | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoFile) : undefined

export const writeDemoFile = (path: string, demo: DemoFile): void =>
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
