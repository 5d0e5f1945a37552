/** What work costs a Worker: the processor time it takes, and how much of it is done in a second. */
import { performance } from 'node:perf_hooks'
import { closeConnections } from './http.ts'
import type { RunningWorker } from './workerd.ts'

export interface Round {
  /** Microseconds of processor time for each; undefined where it cannot be read. */
  cpu: number | undefined
  perSecond: number
}

/** Does the work so many times, over several connections at once; it throws where it fails once. */
export async function runRound(
  worker: RunningWorker,
  work: (count: number) => Promise<void>,
  { times, connections }: { times: number; connections: number },
): Promise<Round> {
  const cpuBefore = worker.cpuSeconds()
  const startedAt = performance.now()
  let begun = 0
  const connection = async () => {
    while (begun < times) await work(begun++)
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const seconds = (performance.now() - startedAt) / 1000
  closeConnections()
  const cpuAfter = worker.cpuSeconds()
  const cpu = cpuBefore !== undefined && cpuAfter !== undefined ? cpuAfter - cpuBefore : undefined
  return { cpu: cpu && (cpu / times) * 1e6, perSecond: times / seconds }
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const medianCpu = (rounds: Round[]): number =>
  median(rounds.map(({ cpu }) => cpu ?? Number.NaN))
