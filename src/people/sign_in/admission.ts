/**
 * How many passwords one isolate hashes at once. One costs a hundred times what any other request does; whoever comes on
 * top of a crowd is told to come again, before anything is counted or hashed.
 */
import type { Seconds } from '../../kernel/clock.ts'
import { err, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'

const MOST_AT_ONCE = 16

/** How long whoever comes on top of a crowd waits. */
const CROWD_WAIT: Seconds = 2

export interface Wait {
  reason: 'wait'
  seconds: Seconds
}

let underWay = 0

/** What comes of the work, or how long to wait where there is too much of it already. */
export async function whileAdmitted<T, Refusal>(
  { log }: Pick<World, 'log'>,
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal | Wait>> {
  if (underWay >= MOST_AT_ONCE) {
    log.event('sign_in_crowded')
    return err({ reason: 'wait', seconds: CROWD_WAIT })
  }
  underWay++
  try {
    return await work()
  } finally {
    underWay--
  }
}
