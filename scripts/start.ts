/** `npm start`: Amphora on this machine with the demo apps beside it, until Ctrl-C. */
import { existsSync } from 'node:fs'
import { isTaken, startChild, untilItAnswers, type Child } from './local/children.ts'
import { prepareDevVars } from './local/dev_vars.ts'
import type { DemoFile } from './local/demo_file.ts'
import { startProvider } from './local/provider.ts'
import { localSettings, type LocalSettings } from './local/settings.ts'
import { seed } from './seed.ts'

const children: Child[] = []

async function start(): Promise<void> {
  const settings = localSettings()
  await refuseTakenPorts(settings)
  const { adminToken, isDebug } = prepareDevVars(settings.files.devVars)
  console.log('Starting Amphora …')
  const provider = startProvider(settings, isDebug || process.env.DEBUG === '1')
  children.push(provider)
  await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
  const demo = await seed(settings, adminToken)
  const apps = startDemoApps(settings)
  children.push(apps)
  await untilItAnswers(`${settings.demoOrigin}/`, apps)
  console.log(welcome(settings, demo, adminToken))
  await Promise.race(children.map(({ ended }) => ended))
  throw new Error('a process of ours has ended')
}

async function refuseTakenPorts({ port, demoPort }: LocalSettings): Promise<void> {
  for (const [name, value] of [
    ['PORT', port],
    ['DEMO_PORT', demoPort],
  ] as const) {
    if (await isTaken(value)) {
      throw new Error(`port ${value} is taken: stop what listens there, or set ${name} to another`)
    }
  }
}

function startDemoApps({ demoPort, files }: LocalSettings): Child {
  const entry = 'examples/server.ts'
  if (!existsSync(entry)) throw new Error(`${entry} is missing: start from the repository's folder`)
  return startChild([entry], {
    ...process.env,
    DEMO_PORT: String(demoPort),
    AMPHORA_DEMO_FILE: files.demo,
  })
}

const welcome = (
  { issuer, demoOrigin, mail }: LocalSettings,
  { person }: DemoFile,
  adminToken: string,
) => `
  Amphora       ${issuer}
  Demo apps     ${demoOrigin}   ← start here
${mail === 'outbox' ? `  Mails         ${issuer}/outbox\n` : ''}
  Sign in as    ${person.email}
  Password      ${person.password}

  Admin token   ${adminToken}

  Everything is kept between starts; npm run reset clears it. Ctrl-C stops.
`

async function stop(): Promise<void> {
  await Promise.all(children.map((child) => child.stop()))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(0)))
}

try {
  await start()
} catch (error) {
  await stop()
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
