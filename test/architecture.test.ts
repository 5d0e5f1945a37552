/** The floors of docs/architecture.md, held: imports only point down, and everything stays small. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findCycle, isTest, judgeFile, LIMITS } from './architecture/floors.ts'
import { readSource } from './architecture/source_file.ts'

const SOURCES = '{src,sdk,examples,scripts,bench,test}/**/*.{ts,tsx}'

const files = globSync(SOURCES)
  .filter((path) => !path.endsWith('.d.ts') && !path.includes('node_modules'))
  .map((path) => readSource(path, readFileSync(path, 'utf8')))

describe('the house', () => {
  it('is read whole', () => {
    expect(files.filter(({ path }) => path.startsWith('src/')).length).toBeGreaterThan(100)
  })

  it('has no upward import, no second door to the world, and nothing long', () => {
    expect(files.flatMap(judgeFile)).toEqual([])
  })

  it('has no cycle of imports', () => {
    expect(findCycle(files.filter(({ path }) => !isTest(path)))).toBeUndefined()
  })
})

const lines = (count: number) => '//\n'.repeat(count)

describe('judgeFile', () => {
  it.each([
    {
      name: 'an upward arrow',
      path: 'src/domain/a.ts',
      text: `import { b } from '../http/b.ts'`,
      expect: ['src/domain/a.ts may not import src/http/b.ts'],
    },
    {
      name: 'an upward arrow for a type',
      path: 'src/spec/a.ts',
      text: `import type { B } from '../domain/b.ts'`,
      expect: ['src/spec/a.ts may not import src/domain/b.ts'],
    },
    {
      name: 'an upward arrow by export … from',
      path: 'src/kernel/a.ts',
      text: `export * from '../spec/b.ts'`,
      expect: ['src/kernel/a.ts may not import src/spec/b.ts'],
    },
    {
      name: 'an upward arrow by import()',
      path: 'src/rules/a.ts',
      text: `export const b = () => import('../stores/b.ts')`,
      expect: ['src/rules/a.ts may not import src/stores/b.ts'],
    },
    {
      name: 'protocol that knows people',
      path: 'src/protocol/grants/a.ts',
      text: `import { b } from '../../people/b.ts'`,
      expect: ['src/protocol/grants/a.ts may not import src/people/b.ts'],
    },
    {
      name: 'people that know protocol',
      path: 'src/people/a.ts',
      text: `import { b } from '../protocol/b.ts'`,
      expect: ['src/people/a.ts may not import src/protocol/b.ts'],
    },
    {
      name: 'an object that signs',
      path: 'src/objects/a.ts',
      text: `import { b } from '../crypto/b.ts'`,
      expect: ['src/objects/a.ts may not import src/crypto/b.ts'],
    },
    {
      name: 'an object that parses',
      path: 'src/objects/a.ts',
      text: `import { parseB } from '../spec/b.ts'`,
      expect: ['src/objects/a.ts imports more than types of src/spec/b.ts'],
    },
    {
      name: 'jose outside of crypto/',
      path: 'src/protocol/a.ts',
      text: `import { SignJWT, type JWK } from 'jose'`,
      expect: ['src/protocol/a.ts imports jose, which is not for protocol/'],
    },
    {
      name: 'hono below http/',
      path: 'src/stores/a.ts',
      text: `import { Hono } from 'hono/tiny'`,
      expect: ['src/stores/a.ts imports hono, which is not for stores/'],
    },
    {
      name: 'a second reader of the clock',
      path: 'src/http/a.ts',
      text: `export const a = () => [Date.now(), new Date()]`,
      expect: [
        'src/http/a.ts calls Date.now, which only src/kernel/clock.ts does',
        'src/http/a.ts calls new Date, which only src/kernel/clock.ts does',
      ],
    },
    {
      name: 'a second source of randomness',
      path: 'src/crypto/a.ts',
      text: `export const a = crypto.randomUUID()`,
      expect: ['src/crypto/a.ts calls crypto.randomUUID, which only src/kernel/random.ts does'],
    },
    {
      name: 'a second way out',
      path: 'src/protocol/a.ts',
      text: `export const a = () => fetch('https://a.example')`,
      expect: ['src/protocol/a.ts calls fetch, which only src/stores/outbound.ts does'],
    },
    {
      name: 'an SDK that imports the Worker',
      path: 'sdk/a.ts',
      text: `import { parseB } from '../src/spec/b.ts'`,
      expect: ['sdk/a.ts stands outside of src/ and imports src/spec/b.ts'],
    },
    {
      name: 'a long file',
      path: 'src/rules/a.ts',
      text: lines(LIMITS.file + 1),
      expect: ['src/rules/a.ts has 251 lines'],
    },
    {
      name: 'a long function',
      path: 'sdk/a.ts',
      text: `export function talk() {\n${lines(59)}}`,
      expect: ['sdk/a.ts: talk has 61 lines'],
    },
    {
      name: 'a long method',
      path: 'src/objects/a.ts',
      text: `export class A {\n  talk() {\n${lines(59)}}\n}`,
      expect: ['src/objects/a.ts: talk has 61 lines'],
    },
  ])('refuses $name', ({ path, text, expect: wanted }) => {
    expect(judgeFile(readSource(path, text))).toEqual(wanted)
  })

  it.each([
    { name: 'a lower floor', path: 'src/http/a.ts', text: `import { b } from '../kernel/b.ts'` },
    { name: 'its own room', path: 'src/rules/x/a.ts', text: `import { b } from '../y/b.ts'` },
    { name: 'a type of jose', path: 'src/spec/a.ts', text: `import type { JWK } from 'jose'` },
    { name: 'an instant made of a number', path: 'src/spec/a.ts', text: `new Date(5)` },
    { name: 'a method named fetch', path: 'src/http/a.ts', text: `app.fetch(request)` },
    {
      name: 'a type of spec/',
      path: 'sdk/a.ts',
      text: `import type { B } from '../src/spec/b.ts'`,
    },
    { name: 'a long test', path: 'src/rules/a.test.ts', text: lines(LIMITS.testFile) },
  ])('allows $name', ({ path, text }) => {
    expect(judgeFile(readSource(path, text))).toEqual([])
  })
})

describe('findCycle', () => {
  const source = (path: string, target: string) =>
    readSource(path, `import type { T } from './${target}.ts'`)

  it('finds one, and tells the way around', () => {
    const cycle = findCycle([source('a.ts', 'b'), source('b.ts', 'c'), source('c.ts', 'b')])
    expect(cycle).toEqual(['b.ts', 'c.ts', 'b.ts'])
  })

  it('finds none in a diamond', () => {
    expect(findCycle([source('a.ts', 'b'), source('d.ts', 'b')])).toBeUndefined()
  })
})
