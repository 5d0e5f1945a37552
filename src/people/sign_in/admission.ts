/**
 * How many sign-ins one isolate takes on at once. A password costs a hundred times what any other request does; whoever
 * comes on top of a crowd is told to come again, before anything is counted or hashed.
 */
const MOST_AT_ONCE = 16

let underWay = 0

/** The work, or undefined where there is too much of it already. */
export async function admit<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (underWay >= MOST_AT_ONCE) return undefined
  underWay++
  try {
    return await work()
  } finally {
    underWay--
  }
}
