/**
 * The code flow against its own floor, side by side on bare workerd: `npm run bench`, or `npm run bench -- --smoke` for a
 * few dozen flows that only show that it runs. Trust the ratio more than the absolute numbers: the rounds alternate, so
 * that whatever else the machine does meets both.
 */
import { performance } from 'node:perf_hooks'
import { runCodeFlow, type Flow } from './code_flow.ts'
import { startFloor } from './floor.ts'
import { closeConnections } from './http.ts'
import { startProvider } from './provider.ts'
import type { RunningWorker } from './workerd.ts'

interface Contender {
  worker: RunningWorker
  flow: Flow
}

interface Round {
  /** Microseconds of processor time for each flow; undefined where it cannot be read. */
  cpu: number | undefined
  perSecond: number
}

const BAR = 1.5
const size = process.argv.includes('--smoke')
  ? { people: 2, rounds: 1, flows: 40, connections: 4 }
  : { people: 50, rounds: 5, flows: 2000, connections: 16 }

/** Runs the flows over several connections at once; every one must end in tokens. */
async function runRound({ worker, flow }: Contender, flows: number): Promise<Round> {
  const cpuBefore = worker.cpuSeconds()
  const startedAt = performance.now()
  let begun = 0
  const connection = async () => {
    while (begun < flows) await runCodeFlow(flow, begun++)
  }
  await Promise.all(Array.from({ length: size.connections }, connection))
  const seconds = (performance.now() - startedAt) / 1000
  closeConnections()
  const cpuAfter = worker.cpuSeconds()
  const cpu = cpuBefore !== undefined && cpuAfter !== undefined ? cpuAfter - cpuBefore : undefined
  return { cpu: cpu && (cpu / flows) * 1e6, perSecond: flows / seconds }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function report(name: string, rounds: Round[]): number {
  const cpu = median(rounds.map((round) => round.cpu ?? Number.NaN))
  const perSecond = median(rounds.map((round) => round.perSecond))
  console.log(
    `${name.padEnd(10)} ${cpu.toFixed(0).padStart(6)} µs CPU per flow ${perSecond.toFixed(0).padStart(6)} flows/s`,
  )
  return cpu
}

const floor: Contender = await startFloor(size.people)
const provider: Contender = await startProvider(size.people)
try {
  for (const contender of [floor, provider]) await runRound(contender, size.flows / 4)
  const rounds: { floor: Round[]; provider: Round[] } = { floor: [], provider: [] }
  for (let round = 0; round < size.rounds; round++) {
    rounds.floor.push(await runRound(floor, size.flows))
    rounds.provider.push(await runRound(provider, size.flows))
  }
  console.log(`signed code flow, ${size.rounds} × ${size.flows}, ${size.connections} connections`)
  const ratio = report('Amphora', rounds.provider) / report('floor', rounds.floor)
  console.log(`ratio ${ratio.toFixed(2)} (aim: at most ${BAR})`)
} finally {
  await Promise.all([floor.worker.stop(), provider.worker.stop()])
}
process.exit()
