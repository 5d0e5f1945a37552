/** Imports as an operator sends them, every line of an answer held against the description of the API. */
import { exports } from 'cloudflare:workers'
import * as v from 'valibot'
import { expect } from 'vitest'
import { importLine, type ImportLine } from '../../../src/spec/admin/import.ts'
import { TOKEN, V1 } from '../admin/house.ts'

export type RowLine = Extract<ImportLine, { line: number }>
type LastLine = Exclude<ImportLine, RowLine>

export interface ImportAnswer {
  rows: RowLine[]
  last: LastLine
}

/** A row as a file has it: an object, or a line that is sent as it stands. */
export type Row = object | string

export const fileOf = (rows: readonly Row[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')

export const post = (body: BodyInit | null, query = '', type = 'application/x-ndjson') =>
  exports.default.fetch(`${V1}/users/import${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': type },
    body,
  })

/** Sends rows and reads the whole answer. */
export async function importRows(rows: readonly Row[], query = ''): Promise<ImportAnswer> {
  const response = await post(fileOf(rows), query)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('application/x-ndjson')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  return readAnswer(response)
}

/** Holds every line against its schema. @throws Error where the last one is missing */
export async function readAnswer(response: Response): Promise<ImportAnswer> {
  const lines = new TextDecoder()
    .decode(await response.arrayBuffer())
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(importLine, JSON.parse(line)))
  const rows = lines.filter(isRowLine)
  const [last, ...more] = lines.filter((line) => !isRowLine(line))
  expect(more).toEqual([])
  if (!last) throw new Error('the answer was cut short')
  return { rows, last }
}

const isRowLine = (line: ImportLine): line is RowLine => 'line' in line

/** What became of one row. */
export async function importOne(row: Row): Promise<RowLine> {
  const { rows } = await importRows([row])
  expect(rows).toHaveLength(1)
  if (!rows[0]) throw new Error('no answer')
  return rows[0]
}

let people = 0
/** An address that nobody has had yet. */
export const newEmail = (): string => `person${++people}@import.amphora.test`
