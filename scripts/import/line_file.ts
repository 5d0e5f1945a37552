/** A file line by line. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8')
  yield* createInterface({ input, crlfDelay: Infinity })
}
