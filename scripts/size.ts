/**
 * What a deploy uploads, compressed as the platform counts it, against the budget; and the time that the Worker takes to
 * start on this machine, for information. `npm run size`; works offline.
 */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET_KIB = 300
const STARTUP_AIM_MS = 50

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`

function wrangler(...args: string[]): void {
  execFileSync('wrangler', args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** @param folder receives what `wrangler deploy` would upload @returns bytes after gzip */
function measureUpload(folder: string): number {
  wrangler('deploy', '--dry-run', '--outdir', folder)
  const sizes = globSync('**/*.{js,wasm,txt}', { cwd: folder }).map((name) => {
    const bytes = readFileSync(join(folder, name))
    const compressed = gzipSync(bytes, { level: 9 }).length
    console.log(`${name}: ${kib(bytes.length)}, gzip ${kib(compressed)}`)
    return compressed
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string } }[]
  samples: number[]
  /** Microseconds before each sample. */
  timeDeltas: number[]
}

/** @returns milliseconds in which the processor was busy while the Worker started */
function measureStartup(folder: string): number {
  const file = join(folder, 'startup.cpuprofile')
  wrangler('check', 'startup', '--outfile', file)
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  )
  const busy = timeDeltas.filter((_, at) => !idle.has(samples[at] ?? -1))
  return busy.reduce((sum, delta) => sum + delta, 0) / 1000
}

const folder = mkdtempSync(join(tmpdir(), 'amphora-size-'))
try {
  const upload = measureUpload(join(folder, 'upload'))
  console.log(`upload: gzip ${kib(upload)} of ${BUDGET_KIB} KiB`)
  if (upload > BUDGET_KIB * 1024) process.exitCode = 1
  const startup = measureStartup(folder)
  console.log(`start-up: ${startup.toFixed(0)} ms here (aim: ${STARTUP_AIM_MS} ms)`)
} finally {
  rmSync(folder, { recursive: true })
}
