/** One piece of an import over the admin API: sent whole, answered line by line. */
import { linesOf } from '../../src/kernel/lines.ts'
import type { Converted } from './row.ts'

export interface Outcome {
  line: number
  result: 'created' | 'unchanged' | 'refused'
  error?: string
  field?: string
  detail?: string
}

/** Whether the piece was answered to its end; if not, whether it may go on later, and why it did not. */
export type Ending = { isWhole: true } | { isWhole: false; isFinal: boolean; reason: string }

export interface Target {
  origin: string
  adminToken: string
}

/**
 * @param first the number of the first account of the piece
 * @param told of every outcome as it comes
 */
export async function sendPiece(
  target: Target,
  piece: readonly Converted[],
  first: number,
  told: (outcome: Outcome) => void,
): Promise<Ending> {
  try {
    const response = await post(target, piece, first)
    const body: ReadableStream<Uint8Array> | null = response.body
    if (response.ok && body) return await readOutcomes(body, told)
    const reason = `${response.status} ${await response.text()}`
    return { isWhole: false, isFinal: response.status < 500, reason }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'the connection broke'
    return { isWhole: false, isFinal: false, reason }
  }
}

/** What no row could be made of is an empty line, so that the numbers are those of the file. */
const post = ({ origin, adminToken }: Target, piece: readonly Converted[], first: number) =>
  fetch(`${origin}/api/sso/v1/users/import?first_line=${first}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/x-ndjson' },
    body: piece.map((each) => ('row' in each ? `${JSON.stringify(each.row)}\n` : '\n')).join(''),
  })

const LONGEST_LINE = 64 * 1024

async function readOutcomes(
  body: ReadableStream<Uint8Array>,
  told: (outcome: Outcome) => void,
): Promise<Ending> {
  for await (const text of linesOf(body, LONGEST_LINE)) {
    if (!text.ok) break
    const line = JSON.parse(text.value) as
      Outcome | { result: 'finished' | 'stopped'; detail?: string }
    if ('line' in line) told(line)
    else if (line.result === 'finished') return { isWhole: true }
    else return { isWhole: false, isFinal: false, reason: line.detail ?? 'it was stopped' }
  }
  return { isWhole: false, isFinal: false, reason: 'the answer was cut short' }
}
