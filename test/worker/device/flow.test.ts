/** The road of a device (RFC 8628) over HTTP: codes, the page, the person's word, tokens. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Browser, inWords } from '../support/browser.ts'
import {
  approve,
  askCodes,
  DEVICE_CODE,
  enterCode,
  poll,
  registerDeviceClient,
  wordsOf,
} from '../support/device.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  PASSWORD,
  postAs,
  registerClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, introspect, isGood, refresh, tokensOf } from '../support/signed_in.ts'

const ADA = 'ada@device.amphora.test'
let client: TestClient
let sub: string

beforeAll(async () => {
  client = await registerDeviceClient()
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
})

afterEach(() => void vi.useRealTimers())

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const error = (name: string) => ({ status: 400, body: { error: name } })

describe('the device authorization endpoint', () => {
  it('answers what RFC 8628 §3.2 names, and nothing is cached', async () => {
    const answer = await postAs(client, '/oauth/device_authorization', { scope: 'openid' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.body).toEqual({
      device_code: expect.stringMatching(/^[A-Za-z0-9_-]{100,}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${ISSUER}/device`,
      verification_uri_complete: `${ISSUER}/device?user_code=${String(answer.body['user_code'])}`,
      expires_in: 600,
      interval: 5,
    })
  })

  it('takes a public client by its client_id (RFC 8628 §3.1)', async () => {
    const { clientId } = await registerDeviceClient({ token_endpoint_auth_method: 'none' })
    const response = await exports.default.fetch(`${ISSUER}/oauth/device_authorization`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, scope: 'openid' }),
    })
    expect(response.status).toBe(200)
  })

  it.each([
    { name: 'without a scope', fields: {}, error: 'invalid_scope' },
    {
      name: 'with a scope that is not registered',
      fields: { scope: 'openid phone' },
      error: 'invalid_scope',
    },
  ])('refuses a request $name', async ({ fields, error: name }) => {
    expect(await postAs(client, '/oauth/device_authorization', fields)).toMatchObject(error(name))
  })

  it('refuses a client that did not register the grant, and one that does not authenticate (catalogue 88)', async () => {
    const other = await registerClient()
    expect(await postAs(other, '/oauth/device_authorization', { scope: 'openid' })).toMatchObject(
      error('unauthorized_client'),
    )
    const wrong = { clientId: client.clientId, secret: 'secret_wrong' }
    expect(await postAs(wrong, '/oauth/device_authorization', { scope: 'openid' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
  })
})

describe('a person with a code', () => {
  it('signs in, reads what is asked and by whom, says yes, and the device gets tokens', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    expect(await poll(client, deviceCode)).toMatchObject(error('authorization_pending'))
    const browser = new Browser()
    const login = await enterCode(browser, userCode)
    expect(login.form?.action, inWords(login)).toBe('/login')
    expect(wordsOf(login)).toContain(`the device that shows the code ${userCode}`)
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    const words = wordsOf(approval)
    expect(words).toContain('Connect Cinema ?')
    expect(words).toContain(userCode)
    expect(words).toContain('Only continue if you started this on a device in front of you.')
    expect(words).toContain('It was asked for this minute')
    expect(words).toContain('Ada Lovelace')
    expect(words).toContain('See your email address')
    const done = await browser.submit(approval, { decision: 'approve' })
    expect(done.status, inWords(done)).toBe(200)
    expect(wordsOf(done)).toContain('Your device is connected')

    const answer = await poll(client, deviceCode)
    const tokens = tokensOf(answer)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(claimsIn(tokens.id)).toMatchObject({ sub, aud: client.clientId, amr: ['pwd'] })
    expect(answer.body['scope']).toBe('openid profile email offline_access')
    expect(await isGood(tokens.access)).toBe(true)
    const next = tokensOf(await refresh(client, tokens.refresh))
    expect(await introspect(client, next.access)).toMatchObject({ active: true, sub })
  })

  it('types it as they like: any case, with or without dash and spaces (RFC 8628 §6.1)', async () => {
    const { userCode } = await askCodes(client)
    const [one, two] = userCode.toLowerCase().split('-')
    const page = await enterCode(new Browser(), ` ${one} ${two}. `)
    expect(page.form?.action, inWords(page)).toBe('/login')
  })

  it('who follows the address with the code in it still compares and confirms it (RFC 8628 §3.3.1)', async () => {
    const { complete, userCode, deviceCode } = await askCodes(client)
    const browser = await signedInBrowser(await registerClient(), ADA)
    const page = await browser.open(complete)
    expect(page.form).toEqual({ action: '/device', fields: { user_code: userCode } })
    expect(wordsOf(page)).toContain('Is this the code that your device shows?')
    expect(wordsOf(page)).toContain(
      'Only continue if you started this on a device in front of you.',
    )
    expect(await poll(client, deviceCode)).toMatchObject(error('authorization_pending'))
    const approval = await browser.submit(page)
    expect(approval.form?.action, inWords(approval)).toBe('/consent')
    expect(wordsOf(approval)).toContain(userCode)
  })

  it('is asked every time, even for an app that need not ask: nobody else sees whose device it is', async () => {
    const trusted = await registerDeviceClient({ consent: 'skip' })
    const browser = new Browser()
    for (const codes of [await askCodes(trusted), await askCodes(trusted)]) {
      const done = await approve(browser, codes.userCode, ADA)
      expect(wordsOf(done)).toContain('Your device is connected')
    }
  })

  it('may say no: the device is told access_denied, and stays so', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    const browser = new Browser()
    const login = await enterCode(browser, userCode)
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    const done = await browser.submit(approval, { decision: 'deny' })
    expect(wordsOf(done)).toContain('The device was not connected')
    expect(await poll(client, deviceCode)).toMatchObject(error('access_denied'))
    expect(await poll(client, deviceCode)).toMatchObject(error('access_denied'))
    const late = await browser.submit(approval, { decision: 'approve' })
    expect(late.status).toBe(400)
    expect(await poll(client, deviceCode)).toMatchObject(error('access_denied'))
  })

  it('may click twice', async () => {
    const { deviceCode, userCode } = await askCodes(client)
    const browser = new Browser()
    const entry = await browser.open('/device')
    const [login] = await Promise.all([
      browser.submit(entry, { user_code: userCode }),
      browser.submit(entry, { user_code: userCode }),
    ])
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    const pages = await Promise.all([
      browser.submit(approval, { decision: 'approve' }),
      browser.submit(approval, { decision: 'approve' }),
    ])
    for (const page of pages) expect(wordsOf(page)).toContain('Your device is connected')
    tokensOf(await poll(client, deviceCode))
  })

  it('must prove anew who they are where the client has registered default_max_age', async () => {
    const strict = await registerDeviceClient({ default_max_age: 3600 })
    const browser = await signedInBrowser(await registerClient(), ADA)
    const { userCode } = await askCodes(strict)
    const page = await enterCode(browser, userCode)
    expect(page.form?.action, inWords(page)).toBe('/login')
    expect(wordsOf(page)).toContain('enter your password again')
    const approval = await browser.submit(page, { username: ADA, password: PASSWORD })
    expect(approval.form?.action, inWords(approval)).toBe('/consent')
  })

  it('reads all of it in German', async () => {
    const browser = new Browser({ 'Accept-Language': 'de' })
    const { userCode } = await askCodes(client)
    const entry = await browser.open(`/device?user_code=${userCode}`)
    expect(wordsOf(entry)).toContain('Zeigt Ihr Gerät diesen Code?')
    const login = await browser.submit(entry)
    const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
    expect(wordsOf(approval)).toContain('auf einem Gerät vor Ihnen')
    const done = await browser.submit(approval, { decision: 'approve' })
    expect(wordsOf(done)).toContain('Ihr Gerät ist verbunden')
  })

  it('sees where the request came from, where the platform knows', async () => {
    const response = await exports.default.fetch(
      new Request(`${ISSUER}/oauth/device_authorization`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${client.clientId}:${client.secret}`)}` },
        body: new URLSearchParams({ scope: 'openid' }),
        cf: { country: 'GR' },
      }),
    )
    const { user_code: userCode } = await response.json<{ user_code: string }>()
    const browser = await signedInBrowser(await registerClient(), ADA)
    vi.setSystemTime(Date.now())
    pass(130)
    const approval = await enterCode(browser, userCode)
    expect(wordsOf(approval)).toContain('It was asked for 2 minutes ago (Greece).')
  })
})

describe('what a device holds ends', () => {
  const connect = async (scope?: string) => {
    const { deviceCode, userCode } = await askCodes(client, scope)
    const browser = new Browser()
    await approve(browser, userCode, ADA)
    return { browser, deviceCode }
  }

  it('with the session that it was approved in, unless it is offline', async () => {
    const { browser, deviceCode } = await connect('openid')
    const tokens = tokensOf(await poll(client, deviceCode))
    await browser.submit(await browser.open('/logout'))
    expect(await isGood(tokens.access)).toBe(false)
  })

  it('before it began, if the person signed out meanwhile', async () => {
    const { browser, deviceCode } = await connect()
    await browser.submit(await browser.open('/logout'))
    expect(await poll(client, deviceCode)).toMatchObject(error('invalid_grant'))
  })

  it('with its grant type', async () => {
    const { deviceCode } = await connect()
    const body = { ...(await poll(await registerClient(), deviceCode)).body }
    expect(body['error']).toBe('unauthorized_client')
    expect(await postAs(client, '/oauth/token', { grant_type: DEVICE_CODE })).toMatchObject(
      error('invalid_request'),
    )
  })
})
