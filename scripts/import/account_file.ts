/** A file `{"users": [{…}, {…}]}`, with whatever else in it, one account at a time: it may be larger than the memory. */
import { createReadStream } from 'node:fs'

/** The text of each account. */
export async function* accountsOfFile(file: string): AsyncGenerator<string> {
  yield* accountsIn(createReadStream(file, 'utf8'))
}

/**
 * Follows strings and brackets, and knows no more of JSON: what stands between the brackets of one account is read by who
 * asks for it.
 */
export async function* accountsIn(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  const at: Place = { depth: 0, inString: false, isEscaped: false, name: '', isInUsers: false }
  let account = ''
  for await (const chunk of chunks) {
    for (const character of chunk) {
      const before = at.depth
      step(at, character)
      const isInside = at.isInUsers && (at.depth > ACCOUNTS || before > ACCOUNTS)
      if (!isInside) continue
      account += character
      if (at.depth > ACCOUNTS) continue
      yield account
      account = ''
    }
  }
}

/** Inside of the object and of the list. */
const ACCOUNTS = 2

interface Place {
  depth: number
  inString: boolean
  isEscaped: boolean
  /** The last string of the outermost object: the name of what comes. */
  name: string
  isInUsers: boolean
}

function step(at: Place, character: string): void {
  if (at.inString) {
    stepInString(at, character)
  } else if (character === '"') {
    at.inString = true
    if (at.depth === 1) at.name = ''
  } else if (character === '{' || character === '[') {
    at.depth++
    if (at.depth === ACCOUNTS) at.isInUsers = character === '[' && at.name === 'users'
  } else if (character === '}' || character === ']') {
    at.depth--
    if (at.depth < ACCOUNTS) at.isInUsers = false
  }
}

function stepInString(at: Place, character: string): void {
  if (at.isEscaped) at.isEscaped = false
  else if (character === '\\') at.isEscaped = true
  else if (character === '"') at.inString = false
  if (at.inString && at.depth === 1) at.name += character
}
