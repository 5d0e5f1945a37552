/**
 * One question at a time: who asks what is being asked already waits for that answer. A request that is cut off takes
 * its promises with it, unsettled, so nobody waits for another's longer than a moment before asking himself.
 */
import { within } from './patience.ts'

export class SingleFlight {
  readonly #patience: number
  readonly #flights = new Map<string, Promise<unknown>>()

  /** @param patience how long one waits for another's answer, in milliseconds */
  constructor(patience = 4000) {
    this.#patience = patience
  }

  /** @param keep keeps the question alive after the request that asked it */
  async ask<T>(
    name: string,
    question: () => Promise<T>,
    keep: (work: Promise<unknown>) => void,
  ): Promise<T> {
    const flight = this.#flights.get(name) as Promise<T> | undefined
    if (flight) {
      const answer = await within(this.#patience, flight)
      if (answer) return answer.value
      this.#forget(name, flight)
      return this.ask(name, question, keep)
    }
    const own = question()
    const ended = own.then(
      () => this.#forget(name, own),
      () => this.#forget(name, own),
    )
    this.#flights.set(name, own)
    keep(ended)
    return own
  }

  #forget(name: string, flight: Promise<unknown>): void {
    if (this.#flights.get(name) === flight) this.#flights.delete(name)
  }
}
