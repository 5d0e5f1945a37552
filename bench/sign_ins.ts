/**
 * What a sign-in takes by the way that is taken: each is the whole road, from an app's signed request in a browser that
 * is new to its tokens, and is compared with the same flow of somebody who has a session. Of a password most is its hash,
 * which is meant to be dear; what is mailed includes the mail.
 */
import { randomBytes } from 'node:crypto'
import { Authenticator, type Options } from './authenticator.ts'
import { Browser, type Page } from './browser.ts'
import { authorizationUrl, redeemAt, runCodeFlow, type Flow } from './code_flow.ts'
import { Mailbox } from './mailbox.ts'
import { medianCpu, runRound, type Round } from './measure.ts'
import { PASSWORD, startProvider, type Administer } from './provider.ts'
import type { RunningWorker } from './workerd.ts'

interface Person {
  email: string
  passkey: Authenticator
}

interface Way {
  name: string
  /** How often in a round: enough of each to be read off a clock of 10 ms. */
  times: number
  take: (count: number) => Promise<void>
}

/** Signs in as one does by this way, on the page that an app has led to. @returns where that ends */
type Proof = (browser: Browser, signin: string, person: Person) => Promise<Page>

const CONNECTIONS = 4

/** A new browser that an app sends to sign in, and that comes back with a code. */
async function signIn(flow: Flow, person: Person, prove: Proof): Promise<void> {
  const browser = new Browser()
  const verifier = randomBytes(32).toString('base64url')
  const page = await browser.open(authorizationUrl(flow, verifier))
  const signin = new URL(page.url).searchParams.get('signin') ?? ''
  const landed = await prove(browser, signin, person)
  await redeemAt(flow, landed.url, verifier)
}

const byPassword =
  ({ issuer }: Flow): Proof =>
  (browser, signin, { email }) =>
    browser.post(`${issuer}/login`, { signin, username: email, password: PASSWORD })

const byPasskey =
  ({ issuer }: Flow): Proof =>
  async (browser, signin, { passkey }) => {
    const asked = await browser.post(`${issuer}/login/passkey/challenge`, { signin })
    const credential = passkey.get(JSON.parse(asked.body) as Options)
    return browser.post(`${issuer}/login/passkey`, { signin, credential })
  }

const byMailedCode =
  ({ issuer }: Flow, mailbox: Mailbox): Proof =>
  async (browser, signin, { email }) => {
    const code = mailbox.next(email, /^\d{4} \d{4}$/m)
    await browser.post(`${issuer}/login`, { signin, username: email, way: 'code' })
    return browser.post(`${issuer}/login/code`, { signin, code: await code })
  }

/** Somebody of `startProvider`, with a proven address and a passkey besides. */
async function equip({ issuer }: Flow, administer: Administer, email: string): Promise<Person> {
  const browser = new Browser()
  await browser.post(`${issuer}/login`, { next: 'account', username: email, password: PASSWORD })
  const data = await browser.open(`${issuer}/account/data`)
  const { sub: account } = JSON.parse(data.body) as { sub: string }
  const passkey = new Authenticator(issuer)
  const asked = await browser.post(`${issuer}/account/passkeys/challenge`, { account })
  const credential = passkey.create(JSON.parse(asked.body) as Options)
  const added = await browser.post(`${issuer}/account/passkeys`, { account, credential })
  if (!added.url.includes('done=added')) throw new Error(`no passkey: ${added.status}`)
  await administer(`/users/${account}`, { email_verified: true }, 'PATCH')
  return { email, passkey }
}

const waysOf = (flow: Flow, people: Person[], mailbox: Mailbox): Way[] => {
  const taking = (prove: Proof) => async (count: number) => {
    const person = people[count % people.length]
    if (person) await signIn(flow, person, prove)
  }
  return [
    { name: 'with a session', times: 400, take: (count) => runCodeFlow(flow, count) },
    { name: 'by passkey', times: 200, take: taking(byPasskey(flow)) },
    { name: 'by mailed code', times: 40, take: taking(byMailedCode(flow, mailbox)) },
    { name: 'by password', times: 40, take: taking(byPassword(flow)) },
  ]
}

interface Size {
  people: number
  rounds: number
  /** Of the times that each way is taken in a round. */
  share: number
}

/** Rounds of all ways by turns, after one of each that warms up. */
async function takeTurns(worker: RunningWorker, ways: Way[], { rounds, share }: Size) {
  const taken = ways.map((way) => ({ name: way.name, rounds: [] as Round[] }))
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { times, take }] of ways.entries()) {
      // What warms up is taken by other people: an address gets five mails an hour.
      const first = round === 0 ? times * share : 0
      const size = { times: round === 0 ? 10 * share : times * share, connections: CONNECTIONS }
      const done = await runRound(worker, (count) => take(first + count), size)
      if (round > 0) taken[at]?.rounds.push(done)
    }
  }
  return taken
}

/** @param isSmoke where it is only to be seen that it runs */
export async function compareSignIns(isSmoke: boolean): Promise<void> {
  const size = isSmoke ? { people: 5, rounds: 1, share: 0.1 } : { people: 50, rounds: 5, share: 1 }
  const mailbox = new Mailbox()
  const mailService = await mailbox.open()
  const mail = {
    MAIL: 'http',
    MAIL_FROM: 'Bench <bench@example.com>',
    MAIL_API_KEY: 'bench',
    MAIL_API_URL: `${mailService}/`,
    OUTBOUND_ALLOW: mailService,
  }
  const { worker, flow, administer } = await startProvider(size.people, mail, 'localhost')
  try {
    await administer('/tenant', { sign_in_by_email: true }, 'PATCH')
    const people: Person[] = []
    for (let number = 1; number <= size.people; number++) {
      people.push(await equip(flow, administer, `person${number}@example.com`))
    }
    const taken = await takeTurns(worker, waysOf(flow, people, mailbox), size)
    const base = medianCpu(taken[0]?.rounds ?? [])
    console.log(`a sign-in, from the app's request to its tokens, ${size.rounds} rounds by turns`)
    for (const { name, rounds } of taken) {
      const cpu = medianCpu(rounds)
      console.log(
        `${name.padEnd(15)} ${(cpu / 1000).toFixed(1).padStart(6)} ms CPU, ${(cpu / base).toFixed(1).padStart(5)} × that with a session`,
      )
    }
  } finally {
    mailbox.close()
    await worker.stop()
  }
}
