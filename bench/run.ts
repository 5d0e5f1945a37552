/**
 * The code flow against its own floor, and the ways to sign in beside each other, on bare workerd: `npm run bench`, or
 * `npm run bench -- --smoke` for a few dozen flows that only show that it runs. Trust the ratios more than the absolute
 * numbers: the rounds alternate, so that whatever else the machine does meets all of them.
 */
import { runCodeFlow, type Flow } from './code_flow.ts'
import { startFloor } from './floor.ts'
import { median, medianCpu, runRound, type Round } from './measure.ts'
import { startProvider } from './provider.ts'
import { compareSignIns } from './sign_ins.ts'
import type { RunningWorker } from './workerd.ts'

interface Contender {
  worker: RunningWorker
  flow: Flow
}

const BAR = 1.5
const isSmoke = process.argv.includes('--smoke')
const size = isSmoke
  ? { people: 2, rounds: 1, flows: 40, connections: 4 }
  : { people: 50, rounds: 5, flows: 2000, connections: 16 }

/** Runs the flows over several connections at once; every one must end in tokens. */
const runFlows = ({ worker, flow }: Contender, times: number): Promise<Round> =>
  runRound(worker, (count) => runCodeFlow(flow, count), { times, connections: size.connections })

function report(name: string, rounds: Round[]): number {
  const cpu = medianCpu(rounds)
  const perSecond = median(rounds.map((round) => round.perSecond))
  console.log(
    `${name.padEnd(10)} ${cpu.toFixed(0).padStart(6)} µs CPU per flow ${perSecond.toFixed(0).padStart(6)} flows/s`,
  )
  return cpu
}

async function compareWithFloor(): Promise<void> {
  const floor: Contender = await startFloor(size.people)
  const provider: Contender = await startProvider(size.people)
  try {
    for (const contender of [floor, provider]) await runFlows(contender, size.flows / 4)
    const rounds: { floor: Round[]; provider: Round[] } = { floor: [], provider: [] }
    for (let round = 0; round < size.rounds; round++) {
      rounds.floor.push(await runFlows(floor, size.flows))
      rounds.provider.push(await runFlows(provider, size.flows))
    }
    console.log(`signed code flow, ${size.rounds} × ${size.flows}, ${size.connections} connections`)
    const ratio = report('Amphora', rounds.provider) / report('floor', rounds.floor)
    console.log(`ratio ${ratio.toFixed(2)} (aim: at most ${BAR})`)
  } finally {
    await Promise.all([floor.worker.stop(), provider.worker.stop()])
  }
}

await compareWithFloor()
await compareSignIns(isSmoke)
process.exit()
