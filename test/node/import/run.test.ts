/** `npm run import` as an operator runs it: interrupted, killed, refused, and run again. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSmallApi, TOKEN, type Ends, type SmallApi } from './small_api.ts'

let folder: string
let file: string
let api: SmallApi

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amphora-import-'))
  file = join(folder, 'people.csv')
})
afterEach(async () => {
  await api.close()
  rmSync(folder, { recursive: true })
})

function writePeople(count: number, refused: number[] = []): void {
  const lines = Array.from({ length: count }, (_, at) => {
    const number = at + 1
    return `auth0|${number},person${number}@import.example,${refused.includes(number) ? 'refuse me' : `Person ${number}`}`
  })
  writeFileSync(file, ['sub,email,name', ...lines].join('\n'))
}

interface Ran {
  status: number | null
  printed: string
}

/** @param killAfter ends it by SIGKILL once it has told of so many accounts */
function runImport(args: string[] = ['--from', 'csv', file], killAfter = Infinity): Promise<Ran> {
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['scripts/import.ts', ...args], {
    env: { ...inherited, AMPHORA: api.origin, ADMIN_TOKEN: TOKEN },
  })
  let printed = ''
  const listen = (chunk: Buffer) => {
    printed += chunk.toString()
    const told = Number(/(\d+) accounts:[^\n]*\n$/.exec(printed)?.[1] ?? 0)
    if (told >= killAfter) child.kill('SIGKILL')
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return new Promise((done) => child.once('close', (status) => done({ status, printed })))
}

const start = async (ends: (request: number) => Ends) => {
  api = await startSmallApi(ends)
}

const journal = () => JSON.parse(readFileSync(`${file}.import.json`, 'utf8')) as { next: number }

it('brings ten thousand accounts through connections that break and a process that is killed three times', async () => {
  writePeople(10_000)
  await start((request) => (request % 4 === 0 ? { cutAfter: 123 } : 'whole'))
  for (const killAfter of [1500, 4000, 8000]) {
    const { status } = await runImport(undefined, killAfter)
    expect(status).toBeNull()
  }
  const before = api.begun.length
  const { status, printed } = await runImport()
  expect(status, printed).toBe(0)
  expect(printed).toMatch(/Done\. 10000 accounts: \d+ created, \d+ unchanged, 0 refused/)
  expect(api.made.size).toBe(10_000)
  expect(JSON.parse(api.made.get(10_000) ?? '')).toEqual({
    sub: 'auth0|10000',
    email: 'person10000@import.example',
    name: 'Person 10000',
  })
  // It went on where it was killed last, and not at its beginning.
  expect(Math.min(...api.begun.slice(before))).toBeGreaterThan(7500)
  expect(journal().next).toBe(10_001)
})

it('run once more, sends nothing', async () => {
  writePeople(10)
  await start(() => 'whole')
  await runImport()
  const { status, printed } = await runImport()
  expect(status).toBe(0)
  expect(printed).toContain('Done. 10 accounts: 10 created')
  expect(api.begun).toEqual([1])
})

it('begins anew with another file of the same name', async () => {
  writePeople(10)
  await start(() => 'whole')
  await runImport()
  writePeople(11)
  expect((await runImport()).printed).toContain('Done. 11 accounts: 1 created, 10 unchanged')
})

it('says who was refused, and why, and never with what hash', async () => {
  writePeople(600, [2, 599])
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nx,y,z,one too many\n`)
  await start((request) => (request === 1 ? { cutAfter: 300 } : 'whole'))
  const { printed } = await runImport()
  expect(printed).toContain('Done. 601 accounts: 598 created, 0 unchanged, 3 refused')
  const lines = readFileSync(`${file}.refused.ndjson`, 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { line: 2, error: 'conflict', field: 'email', detail: 'is taken' },
    { line: 599, error: 'conflict', field: 'email', detail: 'is taken' },
    { line: 601, error: 'skipped', detail: 'has more cells than there are columns' },
  ])
})

it('waits for a provider that cannot answer, and gives up on one that will not', async () => {
  writePeople(3)
  await start((request) => (request < 3 ? { status: 503 } : 'whole'))
  expect((await runImport()).status).toBe(0)
  expect(api.begun).toEqual([1, 1, 1])
  await api.close()
  await start(() => ({ status: 403 }))
  writePeople(4)
  const { status, printed } = await runImport()
  expect(status).toBe(1)
  expect(printed).toContain('403')
  expect(printed).toContain('run the same command again to go on')
  expect(api.begun).toEqual([1])
})

it('prints rows and sends nothing on a dry run', async () => {
  writePeople(1)
  await start(() => 'whole')
  const { printed } = await runImport(['--from', 'csv', file, '--dry-run'])
  expect(JSON.parse(printed)).toEqual({
    row: { sub: 'auth0|1', email: 'person1@import.example', name: 'Person 1' },
  })
  expect(api.begun).toEqual([])
  expect(existsSync(`${file}.import.json`)).toBe(false)
})
