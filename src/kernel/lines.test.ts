import { describe, expect, it } from 'vitest'
import { utf8 } from './encoding.ts'
import { linesOf } from './lines.ts'

const bodyOf = (...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? utf8(chunk) : chunk)
      }
      controller.close()
    },
  })

async function read(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(body, 8)) lines.push(line.ok ? line.value : `? ${line.reason}`)
  return lines
}

describe('linesOf', () => {
  it.each([
    { name: 'nothing', given: [], expect: [] },
    { name: 'one line without an end', given: ['abc'], expect: ['abc'] },
    { name: 'one line with an end', given: ['abc\n'], expect: ['abc'] },
    { name: 'empty lines', given: ['\n\nabc\n\n'], expect: ['', '', 'abc', ''] },
    { name: 'a carriage return', given: ['abc\r\n'], expect: ['abc\r'] },
    { name: 'lines across chunks', given: ['ab', 'c\nde', 'f', '\n'], expect: ['abc', 'def'] },
    { name: 'a chunk of nothing', given: ['ab', '', 'c'], expect: ['abc'] },
    {
      name: 'a character across chunks',
      given: [utf8('é').slice(0, 1), utf8('é').slice(1)],
      expect: ['é'],
    },
    { name: 'the longest line', given: ['12345678\nx'], expect: ['12345678', 'x'] },
    { name: 'a longer one', given: ['123456789\nx'], expect: ['? too_long', 'x'] },
    {
      name: 'a longer one across chunks',
      given: ['12345678', '9', '0\nx'],
      expect: ['? too_long', 'x'],
    },
    { name: 'a longer one at the end', given: ['x\n123456789'], expect: ['x', '? too_long'] },
    {
      name: 'what is not UTF-8',
      given: [new Uint8Array([0xff, 0x0a]), 'x'],
      expect: ['? not_text', 'x'],
    },
  ])('$name', async ({ given, expect: lines }) => {
    expect(await read(bodyOf(...given))).toEqual(lines)
  })

  it('holds no more than one line, and cancels the body when nobody asks on', async () => {
    let sent = 0
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        controller.enqueue(utf8('abc\n'))
      },
      cancel() {
        isCancelled = true
      },
    })
    for await (const line of linesOf(body, 8)) {
      expect(line).toEqual({ ok: true, value: 'abc' })
      break
    }
    expect(sent).toBeLessThan(5)
    expect(isCancelled).toBe(true)
  })
})
