/**
 * An import from its first account, or from where it was left, to its last: piece by piece, each again until it is
 * answered to its end. Ended in the middle, by whatever, it goes on when it is run again.
 */
import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { readProgress, writeProgress, type Progress } from './journal.ts'
import type { ImportOptions } from './options.ts'
import type { Converted } from './row.ts'
import { rowsOf } from './rows_of.ts'
import { sendPiece, type Outcome } from './send.ts'

/** As many as the API takes in one request, or fewer. */
const PIECE = 500
/** How often a piece is tried that gets nowhere, and how long after the first time, in milliseconds; then twice that. */
const MOST_TRIES = 6
const FIRST_WAIT = 500

/**
 * @param tell how far it is, after every piece
 * @throws Error where it cannot go on; what was done is done
 */
export async function runImport(
  options: ImportOptions,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const left = readProgress(options.file, options.origin)
  let progress = left
  let piece: Converted[] = []
  let number = 0
  for await (const converted of rowsOf(options)) {
    if (++number < left.next) continue
    piece.push(converted)
    if (piece.length < PIECE) continue
    progress = await deliver(options, piece, progress, tell)
    piece = []
  }
  return piece.length > 0 ? deliver(options, piece, progress, tell) : progress
}

async function deliver(
  options: ImportOptions,
  piece: readonly Converted[],
  before: Progress,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const end = before.next + piece.length
  let progress = before
  const note = (outcome: Outcome): void => {
    progress = { ...counted(progress, outcome.result), next: outcome.line + 1 }
    if (outcome.result === 'refused') noteRefusal(options.file, outcome)
  }
  let tries = 0
  while (progress.next < end) {
    const startedAt = progress.next
    const rest = piece.slice(startedAt - before.next)
    const ending = await sendPiece(options, rest, startedAt, note)
    if (ending.isWhole) {
      skippedOf(piece, before.next).forEach(note)
      progress = { ...progress, next: end }
    }
    writeProgress(options.file, options.origin, progress)
    tell(progress)
    if (ending.isWhole) continue
    tries = progress.next > startedAt ? 0 : tries + 1
    if (ending.isFinal || tries === MOST_TRIES) throw new Error(ending.reason)
    await wait(FIRST_WAIT * 2 ** tries)
  }
  return progress
}

const counted = (progress: Progress, result: Outcome['result']): Progress => ({
  ...progress,
  [result]: progress[result] + 1,
})

const skippedOf = (piece: readonly Converted[], first: number): Outcome[] =>
  piece.flatMap((each, at) =>
    'skipped' in each
      ? [{ line: first + at, result: 'refused' as const, error: 'skipped', detail: each.skipped }]
      : [],
  )

/** Whom it was not, and why, in a file beside: never a hash. */
function noteRefusal(file: string, { line, error, field, detail }: Outcome): void {
  appendFileSync(`${file}.refused.ndjson`, `${JSON.stringify({ line, error, field, detail })}\n`)
}
