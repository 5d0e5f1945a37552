/**
 * `POST /api/sso/v1/users/import`: people from elsewhere, one a line. The answer begins before the body ends, and neither
 * ever stands in memory whole. A row that was sent before changes nothing, so whoever was cut short sends on from the last
 * line that was answered.
 */
import { Hono } from 'hono'
import { utf8 } from '../../kernel/encoding.ts'
import { linesOf, type LineFault } from '../../kernel/lines.ts'
import type { Result } from '../../kernel/result.ts'
import { importGroup } from '../../people/imports/import_group.ts'
import { importQuery, type ImportLine } from '../../spec/admin/import.ts'
import { Problem, problemOfFailure } from '../problem.ts'
import { outcomeLine, readRow } from './import_row.ts'
import { readQuery } from './input.ts'
import type { AdminContext, AdminEnv, AdminWorld } from './world.ts'

const NDJSON = 'application/x-ndjson'

/** In bytes. The longest person takes a fifth of it. */
const LONGEST_LINE = 32 * 1024
/** How many are made at the same time. */
const GROUP = 20
/** Each takes three calls on objects, one more for each identity, and some more if it is refused. */
const MOST_LINES = 1000
/** A request may make only so many. */
const MOST_CALLS = 5000

export const userImportRoutes = () =>
  new Hono<AdminEnv>().post('/import', (c) => {
    const { first_line } = readQuery(c, importQuery)
    const lines = importLines(c.var.world, bodyOf(c), first_line)
    return c.body(streamOf(lines), 200, { 'Content-Type': NDJSON })
  })

/** @throws Problem 415 */
function bodyOf(c: AdminContext): ReadableStream<Uint8Array> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  const body: ReadableStream<Uint8Array> | null = c.req.raw.body
  if (type === NDJSON) return body ?? new ReadableStream({ start: (empty) => empty.close() })
  throw new Problem(415, {
    error: 'unsupported_media_type',
    detail: `the body must be one JSON object a line: Content-Type: ${NDJSON}`,
  })
}

async function* importLines(
  world: AdminWorld,
  body: ReadableStream<Uint8Array>,
  firstLine: number,
): AsyncGenerator<ImportLine, void> {
  const done = { next_line: firstLine, created: 0, unchanged: 0, refused: 0 }
  try {
    for await (const group of groupsOf(linesOf(body, LONGEST_LINE), GROUP)) {
      if (done.next_line >= firstLine + MOST_LINES || world.tally.objectCalls >= MOST_CALLS) {
        yield { result: 'stopped', ...done, ...TOO_MANY }
        return
      }
      for (const line of await importAll(world, group, done.next_line)) {
        done[line.result]++
        yield line
      }
      done.next_line += group.length
    }
    yield { result: 'finished', ...done }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { error: word, detail } = problemOfFailure(error, world.log).facts
    yield { result: 'stopped', ...done, error: word, detail }
  }
}

const TOO_MANY = {
  error: 'content_too_large',
  detail: `a request takes ${MOST_LINES} lines, or fewer with many identities: send on from next_line in another`,
}

/** What became of each line that is not empty. */
async function importAll(
  world: AdminWorld,
  lines: readonly Result<string, LineFault>[],
  firstLine: number,
) {
  const rows = lines
    .map((line, at) => ({ line: firstLine + at, row: readRow(line) }))
    .filter(({ row }) => row !== 'empty')
  const outcomes = await importGroup(
    world,
    rows.flatMap(({ row }) => (row === 'empty' ? [] : [row])),
  )
  return outcomes.map((outcome, at) => outcomeLine(rows[at]?.line ?? 0, outcome))
}

async function* groupsOf<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T[]> {
  let group: T[] = []
  for await (const item of items) {
    group.push(item)
    if (group.length < most) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

/** As fast as it is read: who stops reading stops the import. */
const streamOf = (lines: AsyncGenerator<ImportLine, void>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(utf8(`${JSON.stringify(next.value)}\n`))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
