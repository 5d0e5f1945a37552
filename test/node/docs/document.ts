/** The fenced blocks of a page of the documentation. */
import { readFileSync } from 'node:fs'

export interface Block {
  /** `sh` is to be run; `text` is only read. */
  language: string
  text: string
  line: number
  /** A block that begins with a comment of one name is that file. */
  fileName: string | undefined
}

export function blocksOf(page: string): Block[] {
  const markdown = readFileSync(page, 'utf8')
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((found) => {
    const [, language = '', text = ''] = found
    return {
      language,
      text,
      line: markdown.slice(0, found.index).split('\n').length,
      fileName: /^(?:\/\/|#) ([\w-]+\.\w+)\n/.exec(text)?.[1],
    }
  })
}
