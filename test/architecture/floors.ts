/** The floors of the house as a table, and every rule about what a source file may import, call and be. */
import type { Import, SourceFile } from './source_file.ts'

/** A room of `src/` and the rooms that it may import. Whoever is not listed stands on top and may import all. */
const ROOMS: Record<string, readonly string[]> = {
  kernel: [],
  spec: ['kernel'],
  domain: ['kernel', 'spec'],
  crypto: ['kernel', 'spec', 'domain'],
  rules: ['kernel', 'spec', 'domain'],
  objects: ['kernel', 'spec', 'domain'],
  stores: ['kernel', 'spec', 'domain', 'crypto', 'rules', 'objects'],
  pages: ['kernel', 'spec', 'domain', 'rules'],
  notify: ['kernel', 'spec', 'domain', 'crypto', 'rules', 'stores', 'pages'],
  people: ['kernel', 'spec', 'domain', 'crypto', 'rules', 'stores', 'notify'],
  protocol: ['kernel', 'spec', 'domain', 'crypto', 'rules', 'stores', 'notify'],
  http: [
    'kernel',
    'spec',
    'domain',
    'crypto',
    'rules',
    'stores',
    'notify',
    'pages',
    'people',
    'protocol',
  ],
}

/** Packages that only some rooms may use at run time; a type costs nothing. */
const PACKAGES: Record<string, readonly string[]> = {
  jose: ['crypto'],
  'cloudflare:workers': ['objects', 'top'],
  'argon2-wasm-edge': ['crypto'],
  '@noble/hashes': ['crypto'],
  bcryptjs: ['crypto'],
  'node:crypto': ['crypto'],
  '@simplewebauthn/server': ['crypto'],
  hono: ['http', 'pages', 'top'],
}

/** The world outside of a computation, and the one file that asks it. */
const DOORS = new Map([
  ['Date.now', 'src/kernel/clock.ts'],
  ['new Date', 'src/kernel/clock.ts'],
  ['performance.now', 'src/kernel/clock.ts'],
  ['crypto.getRandomValues', 'src/kernel/random.ts'],
  ['crypto.randomUUID', 'src/kernel/random.ts'],
  ['Math.random', 'src/kernel/random.ts'],
  ['fetch', 'src/stores/outbound.ts'],
  ['globalThis.fetch', 'src/stores/outbound.ts'],
])

export const LIMITS = { file: 250, function: 60, testFile: 400 }

export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || path.startsWith('test/')

/** `src/<room>/…` → room; a file directly in `src/` stands on top. */
function roomOf(path: string): string | undefined {
  const [top, room, ...rest] = path.split('/')
  if (top !== 'src' || !room) return undefined
  return rest.length > 0 ? room : 'top'
}

/** What relying parties use, and learn from, knows nothing of the Worker but the standards' words. */
function judgeSibling(path: string, imported: Import): string | undefined {
  const target = /^(sdk|examples)\//.test(path) ? roomOf(imported.target) : undefined
  const isSpecType = target === 'spec' && imported.isTypeOnly
  return target === undefined || isSpecType
    ? undefined
    : `${path} stands outside of src/ and imports ${imported.target}`
}

function judgePackage(path: string, room: string, imported: Import): string | undefined {
  const owner = Object.keys(PACKAGES).find(
    (name) => imported.target === name || imported.target.startsWith(`${name}/`),
  )
  const isAllowed = owner === undefined || imported.isTypeOnly || PACKAGES[owner]?.includes(room)
  return isAllowed ? undefined : `${path} imports ${owner}, which is not for ${room}/`
}

function judgeImport(path: string, imported: Import): string | undefined {
  const room = roomOf(path)
  if (room === undefined) return judgeSibling(path, imported)
  if (imported.isPackage) return judgePackage(path, room, imported)
  const target = roomOf(imported.target)
  if (target === undefined) return `${path} imports ${imported.target}, which is not in src/`
  if (room === 'top' || target === room) return undefined
  if (!ROOMS[room]?.includes(target)) return `${path} may not import ${imported.target}`
  return room === 'objects' && target === 'spec' && !imported.isTypeOnly
    ? `${path} imports more than types of ${imported.target}`
    : undefined
}

function judgeLength({ path, lines, functions }: SourceFile): string[] {
  const most = isTest(path) ? LIMITS.testFile : LIMITS.file
  const long = isTest(path) ? [] : functions.filter((each) => each.lines > LIMITS.function)
  return [
    ...(lines > most ? [`${path} has ${lines} lines`] : []),
    ...long.map((each) => `${path}: ${each.name || 'a function'} has ${each.lines} lines`),
  ]
}

/** Every sentence is one thing that is wrong with the file. Tests may import and call what they like. */
export function judgeFile(file: SourceFile): string[] {
  if (isTest(file.path)) return judgeLength(file)
  const calls = roomOf(file.path) === undefined ? [] : [...new Set(file.calls)]
  return [
    ...judgeLength(file),
    ...file.imports.flatMap((each) => judgeImport(file.path, each) ?? []),
    ...calls
      .filter((call) => DOORS.has(call) && DOORS.get(call) !== file.path)
      .map((call) => `${file.path} calls ${call}, which only ${DOORS.get(call)} does`),
  ]
}

/** The first cycle of imports, types included, as the files along it; undefined where there is none. */
export function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map((i) => i.target)]))
  const finished = new Set<string>()
  const visit = (path: string, trail: string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (finished.has(path)) return undefined
    for (const target of targets.get(path) ?? []) {
      const cycle = visit(target, [...trail, path])
      if (cycle) return cycle
    }
    finished.add(path)
    return undefined
  }
  for (const path of targets.keys()) {
    const cycle = visit(path, [])
    if (cycle) return cycle
  }
  return undefined
}
