/** A body line by line, as newline-delimited JSON is read: no more of it is ever held than one line and one chunk. */
import { fromUtf8 } from './encoding.ts'
import { err, ok, type Result } from './result.ts'

/** `too_long`: it was skipped to its end. `not_text`: it is not UTF-8. */
export type LineFault = 'too_long' | 'not_text'

const NEWLINE = 0x0a

/**
 * The lines, without their ends; the last one needs none. Whoever stops asking cancels the body.
 * @param longest in bytes
 */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
  longest: number,
): AsyncGenerator<Result<string, LineFault>> {
  let line = new Line(longest)
  for await (const chunk of body) {
    let rest = chunk
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      line.add(rest.subarray(0, end))
      yield line.read()
      line = new Line(longest)
      rest = rest.subarray(end + 1)
    }
    line.add(rest)
  }
  if (line.length > 0) yield line.read()
}

class Line {
  readonly #longest: number
  readonly #pieces: Uint8Array[] = []
  /** Of what came, whether it was kept or not. */
  length = 0

  constructor(longest: number) {
    this.#longest = longest
  }

  /** Copies: the chunk that a piece is cut from may be large. */
  add(piece: Uint8Array): void {
    this.length += piece.length
    if (this.length <= this.#longest) this.#pieces.push(piece.slice())
    else this.#pieces.length = 0
  }

  read(): Result<string, LineFault> {
    if (this.length > this.#longest) return err('too_long')
    const bytes = new Uint8Array(this.length)
    let at = 0
    for (const piece of this.#pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    const text = fromUtf8(bytes)
    return text === undefined ? err('not_text') : ok(text)
  }
}
