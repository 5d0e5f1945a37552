/** Processes that belong to this one: each with all that it starts, stopped together. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'

export interface Child {
  /** Resolves when it has ended, with what it answered. */
  ended: Promise<number>
  /** Asks it and all that it started to end, insists after a while, and waits. */
  stop(): Promise<void>
}

const INSIST_AFTER_MS = 5000

/** Runs a program of Node's with these arguments, in a process group of its own. */
export function startChild(args: string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, args, {
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
  const tell = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // Nobody of the group is left.
    }
  }
  return {
    ended,
    async stop() {
      tell('SIGTERM')
      const insist = setTimeout(() => tell('SIGKILL'), INSIST_AFTER_MS)
      await ended
      clearTimeout(insist)
      tell('SIGKILL')
    },
  }
}

/** Whether somebody listens on a port of this machine. */
export const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })

/** @throws Error where an address does not answer within a minute */
export async function untilItAnswers(url: string, child: Child): Promise<void> {
  const deadline = Date.now() + 60_000
  const gone = child.ended.then(() => 'gone' as const)
  while (Date.now() < deadline) {
    const answer = await Promise.race([fetch(url).catch(() => undefined), gone])
    if (answer === 'gone') throw new Error('the process ended before it answered')
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} does not answer`)
}
