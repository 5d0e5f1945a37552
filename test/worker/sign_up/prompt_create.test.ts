/** Apps that ask for an account to be made (Initiating User Registration via OpenID Connect 1.0). */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '../../../src/app.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import { mailService, newBrowser, type Sent } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import {
  codeOf,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'
import { linkIn, PASSWORD, settings } from './house.ts'

let sent: Sent[]
let client: TestClient
let people = 0
const newAddress = () => `eve${++people}@create.amphora.test`

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  client = await registerClient()
})
beforeEach(async () => {
  sent = mailService()
  await settings({ sign_up: 'open' })
})
afterEach(() => vi.restoreAllMocks())

const create = () => client.requestUrl({ prompt: 'create' })

describe('prompt=create', () => {
  it('shows the sign-up, and answers for the account that is made (§4.1)', async () => {
    const browser = newBrowser()
    const page = await browser.open(await create())
    expect(page.url).toContain('/signup?signin=')
    await browser.submit(page, { username: newAddress() })
    await scheduler.wait(20)
    const form = await browser.open(linkIn(sent[0]))
    const consent = await browser.submit(form, { password: PASSWORD })
    const done = await browser.submit(consent, { decision: 'approve' })
    expect((await redeem(client, codeOf(done))).status).toBe(200)
  })

  it('does so pushed as well', async () => {
    const request = await client.requestObject({ prompt: 'create' })
    const { status, body } = await postAs(client, '/oauth/par', { request })
    expect(status).toBe(201)
    const query = new URLSearchParams({
      client_id: client.clientId,
      request_uri: String(body['request_uri']),
    })
    expect((await newBrowser().open(`/oauth/authorize?${query}`)).url).toContain('/signup?signin=')
  })

  it('does so to whoever is signed in, who may go on with the account that they have', async () => {
    const email = newAddress()
    await registerPerson(email)
    const browser = await signedInBrowser(client, email)
    const page = await browser.open(await create())
    expect(page.url).toContain('/signup?signin=')
    const [, href = ''] = /href="(\/login\?signin=[^"]*)"/.exec(page.text) ?? []
    codeOf(await browser.open(href.replaceAll('&amp;', '&')))
  })

  it.each(['invite', 'off'])('is refused where sign_up is %s (§4.1.1)', async (mode) => {
    await settings({ sign_up: mode })
    const page = await newBrowser().open(await create())
    expect(page.left?.searchParams.get('error'), inWords(page)).toBe('invalid_request')
  })

  it('with other prompts is refused', async () => {
    const page = await newBrowser().open(await client.requestUrl({ prompt: 'create consent' }))
    expect(page.left?.searchParams.get('error')).toBe('invalid_request')
  })
})

describe('without mail', () => {
  const open = async (path: string): Promise<Response> =>
    app.fetch(
      new Request(new URL(path, 'https://op.amphora.test')),
      { ...env, MAIL: '' },
      createExecutionContext(),
    )

  it('nobody makes an account, whatever sign_up says, and nothing says that they could', async () => {
    expect(await (await open('/login')).text()).not.toContain('/signup')
    for (const path of ['/signup', '/signup/account?link=x', '/account/email']) {
      expect((await open(path)).status).toBe(404)
    }
    const discovery = await (await open('/.well-known/openid-configuration')).json()
    expect(discovery).toMatchObject({
      prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    })
    const refused = new URL((await open(await create())).headers.get('Location') ?? '')
    expect(refused.searchParams.get('error')).toBe('invalid_request')
  })
})
