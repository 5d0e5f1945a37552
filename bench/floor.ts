/** Starts the floor: its Worker needs no bundling, only to lose its types. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { Flow } from './code_flow.ts'
import { exchange } from './http.ts'
import { freePort, startWorker, type RunningWorker } from './workerd.ts'

const SECRET = 'secret_floor-floor-floor-floor-floor-floor-floor'

export async function startFloor(people: number): Promise<{ worker: RunningWorker; flow: Flow }> {
  const source = readFileSync(join(import.meta.dirname, 'floor/worker.ts'), 'utf8')
  const issuer = 'https://floor.example'
  const worker = await startWorker(
    {
      modules: [{ name: 'worker.js', content: stripTypeScriptTypes(source) }],
      texts: { ISSUER: issuer, CLIENT_SECRET: SECRET },
      objects: { PERSON: 'Person', GUARD: 'Guard' },
    },
    await freePort(),
  )
  const made = await exchange(`${worker.origin}/people`, { method: 'POST', body: String(people) })
  const sessions = JSON.parse(made.body) as string[]
  const flow = {
    issuer,
    authorizationEndpoint: `${worker.origin}/authorize`,
    tokenEndpoint: `${worker.origin}/token`,
    clientId: 'client_floor',
    clientSecret: SECRET,
    redirectUri: 'https://app.example/callback',
    cookies: sessions.map((session) => `s=${session}`),
  }
  return { worker, flow }
}
