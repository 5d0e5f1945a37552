/**
 * One call on one Durable Object. A failing or overloaded object is "try again" (503), never a verdict on the caller:
 * so no refusal is ever made of an exception.
 */
import type { Tally } from './tally.ts'

/** Thrown where an object cannot answer; the HTTP floor turns it into 503 with Retry-After. */
export class ObjectUnavailable extends Error {
  override readonly name = 'ObjectUnavailable'
}

interface PlatformError {
  retryable?: boolean
  overloaded?: boolean
}

/**
 * Calls, and calls once more where the platform says that is safe. Deciding methods carry an attempt id, so a second
 * call gets the first one's answer and never looks like theft.
 * @throws ObjectUnavailable
 */
export async function callObject<T>(tally: Tally, call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    tally.objectCalls++
    try {
      return await call()
    } catch (cause) {
      const { retryable, overloaded } = cause as PlatformError
      if (tried < 2 && retryable && !overloaded) continue
      throw new ObjectUnavailable('an object did not answer', { cause })
    }
  }
}

/**
 * Asks objects of one class by their names. A broken stub stays broken, so every attempt takes a new one.
 * @returns a function that throws ObjectUnavailable as `callObject` does
 */
export function createCaller<Class>(
  namespace: { getByName(name: string): unknown },
  tally: Tally,
): <T>(name: string, question: (object: Class) => Promise<T>) => Promise<T> {
  // The platform's own type of a stub is too deep for the compiler; what crosses is plain data either way.
  const objects = namespace as { getByName(name: string): Class }
  return (name, question) => callObject(tally, () => question(objects.getByName(name)))
}
