import { rowCount } from '../../../src/objects/base.ts'
import { logOf } from './signed_in.ts'

export interface Spent {
  /** Calls on Durable Objects, one entry a request. */
  calls: unknown[]
  kvReads: number
  rows: number
}

/** What the requests of this work cost, as the log and the objects tell. */
export async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const requests = logOf('request')
  const [before, logged] = [rowCount.written, requests().length]
  await work()
  const lines = requests().slice(logged)
  return {
    calls: lines.map((line) => line['object_calls']),
    kvReads: lines.reduce((sum, line) => sum + Number(line['kv_reads']), 0),
    rows: rowCount.written - before,
  }
}
