import { describe, expect, it } from 'vitest'
import { within } from './patience.ts'
import { SingleFlight } from './single_flight.ts'

describe('within', () => {
  it('answers what comes in time, and nothing for what does not', async () => {
    expect(await within(1000, Promise.resolve(undefined))).toEqual({ value: undefined })
    expect(await within(5, new Promise(() => {}))).toBeUndefined()
    await expect(within(1000, Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})

describe('a single flight', () => {
  const flights = new SingleFlight(50)
  const keep = () => {}

  it('asks once for all who ask at the same time, and anew for those who ask later', async () => {
    let asked = 0
    const question = async () => ++asked
    const ask = () => flights.ask('one', question, keep)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
    expect(await ask()).toBe(2)
  })

  it('fails for all who wait, and is forgotten', async () => {
    const fail = () => flights.ask('two', () => Promise.reject(new Error('no')), keep)
    const answers = await Promise.allSettled([fail(), fail()])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await flights.ask('two', async () => 'yes', keep)).toBe('yes')
  })

  it('does not wait for ever for a question whose request was cut off', async () => {
    void flights.ask('three', () => new Promise(() => {}), keep)
    expect(await flights.ask('three', async () => 'mine', keep)).toBe('mine')
  })

  it('hands over what must outlive the request', async () => {
    const kept: Promise<unknown>[] = []
    await flights.ask(
      'four',
      async () => 1,
      (work) => kept.push(work),
    )
    expect(kept).toHaveLength(1)
    await expect(kept[0]).resolves.toBeUndefined()
  })
})
