/**
 * How far an import has come, beside its file: `people.json.import.json`. It is written after every piece that was
 * answered; whatever was sent after that is sent again, and changes nothing.
 */
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'

export interface Progress {
  /** The number of the first account that is not known to be done. */
  next: number
  created: number
  unchanged: number
  refused: number
}

export const BEGINNING: Progress = { next: 1, created: 0, unchanged: 0, refused: 0 }

interface Journal extends Progress {
  /** Another file of the same name, or another Amphora, begins at its beginning. */
  bytes: number
  origin: string
}

const journalOf = (file: string): string => `${file}.import.json`

/** Where the import of this file into this Amphora was left, or its beginning. */
export function readProgress(file: string, origin: string): Progress {
  if (!existsSync(journalOf(file))) return BEGINNING
  const journal = JSON.parse(readFileSync(journalOf(file), 'utf8')) as Journal
  return journal.bytes === statSync(file).size && journal.origin === origin ? journal : BEGINNING
}

/** Written beside and then put in its place: a journal that is cut short is none. */
export function writeProgress(file: string, origin: string, progress: Progress): void {
  const journal: Journal = { ...progress, bytes: statSync(file).size, origin }
  const beside = `${journalOf(file)}.new`
  writeFileSync(beside, `${JSON.stringify(journal, null, 2)}\n`)
  renameSync(beside, journalOf(file))
}
