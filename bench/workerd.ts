/** Runs a Worker on bare workerd, `workerd serve`, with its objects on the disk, and counts the processor time it takes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'

export interface WorkerSource {
  /** Modules by name; the first is the entry. */
  modules: { name: string; content: string | Uint8Array }[]
  texts: Record<string, string>
  /** Binding → class. */
  objects: Record<string, string>
  kv?: string
  rateLimit?: string
  /** Binding → the folder whose files it answers with. */
  folders?: Record<string, string>
}

export interface RunningWorker {
  origin: string
  /** Seconds of processor time that the process and its children have taken; undefined where /proc is not. */
  cpuSeconds(): number | undefined
  /** Kills the process as a power failure would, and starts another on what it had written. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** A namespace that keeps values in memory: as much of KV's protocol as a Worker's get, put and delete speak. */
const KV_WORKER = `const values = new Map()
export default {
  async fetch(request) {
    const key = new URL(request.url).pathname
    if (request.method === 'PUT') values.set(key, await request.arrayBuffer())
    else if (request.method === 'DELETE') values.delete(key)
    else return values.has(key) ? new Response(values.get(key)) : new Response(null, { status: 404 })
    return new Response()
  },
}`

const RATE_LIMIT = 'export default () => ({ limit: async () => ({ success: true }) })'

const text = (value: string): string => JSON.stringify(value)

const MODULE_KINDS = new Map([
  ['.wasm', 'wasm'],
  ['.txt', 'text'],
])

const moduleLine = (name: string): string => {
  const kind = MODULE_KINDS.get(extname(name)) ?? 'esModule'
  return `(name = ${text(name)}, ${kind} = embed ${text(`worker/${name}`)})`
}

/** The configuration that `workerd serve` reads (workerd.capnp). */
function configOf(source: WorkerSource, port: number): string {
  const bindings = [
    ...Object.entries(source.texts).map(([n, v]) => `(name = ${text(n)}, text = ${text(v)})`),
    ...Object.entries(source.objects).map(
      ([name, className]) => `(name = ${text(name)}, durableObjectNamespace = ${text(className)})`,
    ),
    ...(source.kv ? [`(name = ${text(source.kv)}, kvNamespace = "kv")`] : []),
    ...Object.keys(source.folders ?? {}).map((n) => `(name = ${text(n)}, service = ${text(n)})`),
    ...(source.rateLimit
      ? [`(name = ${text(source.rateLimit)}, wrapped = (moduleName = "bench:rate_limit"))`]
      : []),
  ]
  const folders = Object.entries(source.folders ?? {}).map(
    ([name, path]) => `(name = ${text(name)}, disk = (path = ${text(resolve(path))}))`,
  )
  const namespaces = Object.values(source.objects).map(
    (name) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "kv", worker = .kv),
    (name = "disk", disk = (path = "objects", writable = true)),
    ${folders.map((service) => `${service},`).join('\n    ')}
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  extensions = [(modules = [
    (name = "bench:rate_limit", internal = true, esModule = ${text(RATE_LIMIT)}),
  ])],
);
const main :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [${source.modules.map(({ name }) => moduleLine(name)).join(', ')}],
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "disk"),
);
const kv :Workerd.Worker = (
  compatibilityDate = "2026-10-20",
  modules = [(name = "kv.js", esModule = embed "kv.js")],
);
`
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function writeFolder(source: WorkerSource, port: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-bench-'))
  mkdirSync(join(folder, 'objects'))
  mkdirSync(join(folder, 'worker'))
  for (const { name, content } of source.modules) {
    writeFileSync(join(folder, 'worker', name), content)
  }
  writeFileSync(join(folder, 'kv.js'), KV_WORKER)
  writeFileSync(join(folder, 'config.capnp'), configOf(source, port))
  return folder
}

async function untilItAnswers(origin: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('workerd did not start')
    try {
      await fetch(origin, { method: 'OPTIONS' })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export async function startWorker(source: WorkerSource, port: number): Promise<RunningWorker> {
  const folder = writeFolder(source, port)
  const origin = `http://127.0.0.1:${port}`
  let server = serve(folder)
  await untilItAnswers(origin, server.process)
  return {
    origin,
    cpuSeconds: () => cpuSecondsOf(server.process.pid ?? 0),
    async crash() {
      await server.end('SIGKILL')
      server = serve(folder)
      await untilItAnswers(origin, server.process)
    },
    async stop() {
      await server.end('SIGTERM')
      rmSync(folder, { recursive: true })
    },
  }
}

interface Server {
  process: ChildProcess
  end(signal: NodeJS.Signals): Promise<void>
}

function serve(folder: string): Server {
  const server = spawn('workerd', ['serve', '--experimental', 'config.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // Whatever fails elsewhere, no server outlives this process.
  process.once('exit', () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  return {
    process: server,
    end: (signal) => {
      server.kill(signal)
      return ended
    },
  }
}

/** User and system time of a process and all below it (proc(5), fields 14 and 15 of stat), in seconds. */
function cpuSecondsOf(root: number): number | undefined {
  try {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const stats = new Map(processes.flatMap((pid) => readStat(Number(pid))))
    let sum = 0
    const add = (pid: number) => {
      sum += stats.get(pid)?.ticks ?? 0
      for (const [child, { parent }] of stats) if (parent === pid) add(child)
    }
    add(root)
    return sum / 100
  } catch {
    return undefined
  }
}

function readStat(pid: number): [number, { parent: number; ticks: number }][] {
  try {
    // The name of the program, in brackets, may hold spaces: what follows it is split.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return [[pid, { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]]
  } catch {
    return []
  }
}
