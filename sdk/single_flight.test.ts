import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { singleFlight } from './single_flight.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const never = () => Promise.withResolvers<string>().promise

describe('a single flight', () => {
  it('runs once for all who ask while it runs, and for each key', async () => {
    const fly = singleFlight<string>(10)
    const run = vi.fn((answer: string) => Promise.resolve(answer))
    const answers = ['a', 'a', 'b'].map((key) => fly(key, () => run(key)))
    expect(await Promise.all(answers)).toEqual(['a', 'a', 'b'])
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('gives its answer again for as long as it is kept', async () => {
    const fly = singleFlight<string>(10)
    await fly('', () => Promise.resolve('first'))
    pass(9)
    expect(await fly('', () => Promise.resolve('second'))).toBe('first')
    pass(2)
    expect(await fly('', () => Promise.resolve('third'))).toBe('third')
  })

  it('tells a failure to all who wait, and keeps it for nobody else', async () => {
    const fly = singleFlight<string>(10)
    const [one, two] = [1, 2].map(() => fly('', () => Promise.reject(new Error('down'))))
    await expect(one).rejects.toThrow('down')
    await expect(two).rejects.toThrow('down')
    expect(await fly('', () => Promise.resolve('up again'))).toBe('up again')
  })

  it('waits no longer for a run that was abandoned', async () => {
    const fly = singleFlight<string>(10)
    void fly('', never)
    pass(16)
    expect(await fly('', () => Promise.resolve('another run'))).toBe('another run')
  })
})
