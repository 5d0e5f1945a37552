/** One run per key: whoever asks while it runs, or within a while of its success, gets the same answer. */

/** A run that has not ended by then was abandoned with the request that began it; it is not waited for any more. */
const ABANDONED_MS = 15_000

/**
 * @param keepSeconds for how long an answer is given again; a failure is never kept
 */
export function singleFlight<T>(
  keepSeconds: number,
): (key: string, run: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, { answer: Promise<T>; endsAt: number }>()
  return (key, run) => {
    const now = Date.now()
    for (const [each, { endsAt }] of flights) if (endsAt <= now) flights.delete(each)
    const known = flights.get(key)
    if (known) return known.answer
    const flight = { answer: run(), endsAt: now + ABANDONED_MS }
    flights.set(key, flight)
    flight.answer.then(
      () => {
        flight.endsAt = Date.now() + keepSeconds * 1000
      },
      () => {
        if (flights.get(key) === flight) flights.delete(key)
      },
    )
    return flight.answer
  }
}
