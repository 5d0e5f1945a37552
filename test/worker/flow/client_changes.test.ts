/** What a change of a client or of a person ends, seen by whoever holds something from before. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  PASSWORD,
  postAs,
  redeem,
  registerClient,
  registerKeyClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'
import { approve, askCodes, enterCode, poll, registerDeviceClient } from '../support/device.ts'
import { newSigner, signHs256 } from '../support/signing.ts'

const ADA = 'ada@changes.amphora.test'

beforeAll(() => registerPerson(ADA))

const newClient = () => registerClient({ consent: 'skip' })

const OFFLINE = { scope: 'openid offline_access' }

async function newTokens(client: TestClient, browser: Browser) {
  const page = await browser.open(await client.requestUrl(OFFLINE))
  const { body } = await redeem(client, codeOf(page))
  return { access: String(body['access_token']), refresh: String(body['refresh_token']) }
}

const refresh = (client: TestClient, token: string) =>
  postAs(client, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token })

async function userinfoStatus(token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` }
  return (await exports.default.fetch(`${ISSUER}/oauth/userinfo`, { headers })).status
}

describe('a secret that was rotated', () => {
  const open = async (client: TestClient, secret: string): Promise<Page> => {
    const [, payload = ''] = (await client.requestObject()).split('.')
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    const request = await signHs256(claims, { secret })
    return new Browser().open(authorizeUrl({ client_id: client.clientId, request }))
  }

  it('signs no request any more (catalogue 17, 18)', async () => {
    const client = await newClient()
    const { body } = await admin('POST', `/oauth/clients/${client.clientId}/rotate-secret`)
    expect((await open(client, client.secret)).text).toContain('request_object_signature')
    expect((await open(client, String(body['client_secret']))).form?.action).toBe('/login')
  })

  it('signs on while the overlap lasts (catalogue 17)', async () => {
    const client = await newClient()
    const path = `/oauth/clients/${client.clientId}/rotate-secret`
    const { body } = await admin('POST', path, { overlap: 600 })
    for (const secret of [client.secret, String(body['client_secret'])]) {
      const page = await open(client, secret)
      expect(page.form?.action, inWords(page)).toBe('/login')
    }
  })
})

it('a key that was replaced signs no request any more (catalogue 16)', async () => {
  const client = await registerKeyClient()
  const { publicJwk } = await newSigner('EdDSA', 'another-key')
  await admin('PATCH', `/oauth/clients/${client.clientId}`, { jwks: { keys: [publicJwk] } })
  const page = await new Browser().open(await client.requestUrl())
  expect(page.status).toBe(400)
  expect(page.text).toContain('invalid_request_object')
})

describe('a client that is deleted', () => {
  it('takes its codes, tokens and pushed requests with it (catalogue 212)', async () => {
    const client = await newClient()
    const browser = await signedInBrowser(client, ADA)
    const tokens = await newTokens(client, browser)
    const code = codeOf(await browser.open(await client.requestUrl()))
    const pushed = await postAs(client, '/oauth/par', { request: await client.requestObject() })
    expect(await userinfoStatus(tokens.access)).toBe(200)

    await admin('DELETE', `/oauth/clients/${client.clientId}`)
    expect((await redeem(client, code)).body['error']).toBe('invalid_client')
    expect((await refresh(client, tokens.refresh)).body['error']).toBe('invalid_client')
    expect(await userinfoStatus(tokens.access)).toBe(401)
    const uri = String(pushed.body['request_uri'])
    const page = await browser.open(authorizeUrl({ client_id: client.clientId, request_uri: uri }))
    expect(page.left).toBeUndefined()
    expect(page.text).toContain('invalid_client')
  })

  it('leaves the codes of a device to nobody, approved or not (catalogue 212)', async () => {
    const device = await registerDeviceClient()
    const browser = await signedInBrowser(await newClient(), ADA)
    const [approved, shown] = [await askCodes(device), await askCodes(device)]
    await approve(browser, approved.userCode, ADA)
    await admin('DELETE', `/oauth/clients/${device.clientId}`)
    for (const { deviceCode } of [approved, shown]) {
      expect((await poll(device, deviceCode)).body['error']).toBe('invalid_client')
    }
    const late = await enterCode(browser, shown.userCode)
    expect(late.form?.action).not.toBe('/consent')
    expect(late.text).not.toContain('Cinema')
  })
})

describe('what was granted to a client', () => {
  it('ends at one word of the operator, and nothing of others does (CONTRACT §2, the epoch)', async () => {
    const [client, other] = [await newClient(), await newClient()]
    const browser = await signedInBrowser(client, ADA)
    const [tokens, others] = [await newTokens(client, browser), await newTokens(other, browser)]
    const code = codeOf(await browser.open(await client.requestUrl()))
    await admin('POST', `/oauth/clients/${client.clientId}/revoke-grants`)
    expect((await redeem(client, code)).body['error']).toBe('invalid_grant')
    expect((await refresh(client, tokens.refresh)).body['error']).toBe('invalid_grant')
    expect(await userinfoStatus(tokens.access)).toBe(401)
    expect((await refresh(other, others.refresh)).status).toBe(200)
    codeOf(await browser.open(await client.requestUrl()))
  })
})

describe('a person', () => {
  it.each([
    { name: 'disabled', change: { disabled: true } },
    { name: 'given a new password', change: { password: 'another horse battery' } },
  ])(
    'who is $name is signed out, with all that was granted (catalogue 120)',
    async ({ change }) => {
      const email = `${Object.keys(change)[0]}@changes.amphora.test`
      const person = await registerPerson(email)
      const client = await newClient()
      const browser = await signedInBrowser(client, email)
      const tokens = await newTokens(client, browser)
      const code = codeOf(await browser.open(await client.requestUrl()))
      await admin('PATCH', `/users/${person}`, change)
      expect((await redeem(client, code)).body['error']).toBe('invalid_grant')
      expect((await refresh(client, tokens.refresh)).body['error']).toBe('invalid_grant')
      expect(await userinfoStatus(tokens.access)).toBe(401)
      const page = await browser.open(await client.requestUrl({ prompt: 'none' }))
      expect(page.left?.searchParams.get('error')).toBe('login_required')
    },
  )

  it('whose sessions are ended is asked again in every browser', async () => {
    const email = 'ended@changes.amphora.test'
    const person = await registerPerson(email)
    const client = await newClient()
    const browser = await signedInBrowser(client, email)
    await admin('DELETE', `/users/${person}/sessions`)
    const login = await browser.open(await client.requestUrl())
    codeOf(await browser.submit(login, { username: email, password: PASSWORD }))
  })
})

it('a bomb of cookies and headers is answered, and breaks nothing (catalogue 222)', async () => {
  const cookie = Array.from({ length: 500 }, (_, at) => `c${at}=${'x'.repeat(50)}`).join('; ')
  const headers = { Cookie: `__Host-session=%; ${cookie}`, 'User-Agent': 'u'.repeat(20_000) }
  const response = await exports.default.fetch(`${ISSUER}/login`, { headers })
  expect(response.status).toBe(200)
})
