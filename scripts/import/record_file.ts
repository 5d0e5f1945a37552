/** A CSV file (RFC 4180) record by record, in UTF-8. */
import { createReadStream } from 'node:fs'

export async function* recordsOfFile(file: string): AsyncGenerator<string[]> {
  yield* recordsIn(createReadStream(file, 'utf8'))
}

/** Cells in double quotes may hold commas, line ends and doubled quotes. Empty lines are no records. */
export async function* recordsIn(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  const reader = new RecordReader()
  for await (const chunk of chunks) {
    for (const character of chunk) {
      const record = reader.take(character)
      if (record) yield record
    }
  }
  const last = reader.take('\n')
  if (last) yield last
}

class RecordReader {
  #record: string[] = []
  #cell = ''
  #isQuoted = false
  /** A quote in a quoted cell ends it, unless another one follows. */
  #sawQuote = false
  #isFirst = true

  /** @returns the record that this character ends */
  take(character: string): string[] | undefined {
    if (this.#isFirst) {
      this.#isFirst = false
      if (character === '\ufeff') return undefined
    }
    if (this.#isQuoted && !this.#sawQuote) {
      if (character === '"') this.#sawQuote = true
      else this.#cell += character
      return undefined
    }
    if (this.#sawQuote && character === '"') {
      this.#sawQuote = false
      this.#cell += '"'
      return undefined
    }
    return this.#takeOutside(character)
  }

  #takeOutside(character: string): string[] | undefined {
    switch (character) {
      case '"':
        this.#isQuoted = this.#cell === ''
        if (!this.#isQuoted) this.#cell += character
        return undefined
      case ',':
        this.#endCell()
        return undefined
      case '\n':
        return this.#endRecord()
      case '\r':
        return undefined
      default:
        this.#cell += character
        return undefined
    }
  }

  #endCell(): void {
    this.#record.push(this.#cell)
    this.#cell = ''
    this.#isQuoted = false
    this.#sawQuote = false
  }

  #endRecord(): string[] | undefined {
    this.#endCell()
    const record = this.#record
    this.#record = []
    return record.length === 1 && record[0] === '' ? undefined : record
  }
}
