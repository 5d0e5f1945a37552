/** A device's code, entered by a person in Chromium: on a phone without scripts, and by keyboard. */
import axe from 'axe-core'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untilItAnswers, type Child } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { freePort } from './free_port.ts'

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'
const PERSON = { email: 'ada@harbour.example', password: 'correct horse battery staple' }

describe.skipIf(!chromiumPath)(`a device in Chromium${skippedWithoutChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-device-'))
  let provider: Child
  let browser: Browser
  let origin: string
  let clientId: string

  beforeAll(async () => {
    const port = String(await freePort())
    const settings = localSettings({ PORT: port, AMPHORA_STATE: folder })
    const { adminToken } = prepareDevVars(settings.files.devVars)
    origin = settings.issuer
    provider = startProvider(settings, false)
    await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
    const create = async (path: string, body: object) => {
      const response = await fetch(`${origin}/api/sso/v1${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(201)
      return response.json<Record<string, string>>()
    }
    await create('/users', PERSON)
    const client = await create('/oauth/clients', {
      name: 'Cinema',
      token_endpoint_auth_method: 'none',
      grant_types: [DEVICE_CODE, 'refresh_token'],
      scopes: ['openid', 'email', 'offline_access'],
    })
    clientId = client['client_id'] ?? ''
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
    rmSync(folder, { recursive: true })
  })

  async function post(path: string, fields: Record<string, string>) {
    const body = new URLSearchParams({ client_id: clientId, ...fields })
    const response = await fetch(`${origin}${path}`, { method: 'POST', body })
    return response.json<Record<string, string>>()
  }

  const askCodes = () =>
    post('/oauth/device_authorization', { scope: 'openid email offline_access' })

  const poll = ({ device_code = '' }: Record<string, string>) =>
    post('/oauth/token', { grant_type: DEVICE_CODE, device_code })

  async function newVisitor(options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    return { page, complaints }
  }

  it('is connected on a phone without scripts, by the address of its QR code', async () => {
    const codes = await askCodes()
    const { page, complaints } = await newVisitor({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
    })
    await page.goto(codes['verification_uri_complete'] ?? '')
    expect(await page.inputValue('#user_code')).toBe(codes['user_code'])
    await page.click('#device-submit')
    await page.fill('#username', PERSON.email)
    await page.fill('#password', PERSON.password)
    await page.click('#login-submit')
    expect(await page.textContent('p.user-code')).toBe(codes['user_code'])
    expect(await page.textContent('main')).toContain('Only continue if you started this')
    await page.click('#consent-approve')
    await page.waitForSelector('text=Your device is connected')
    expect(await poll(codes)).toMatchObject({
      token_type: 'Bearer',
      scope: 'openid email offline_access',
    })
    expect(complaints).toEqual([])
  })

  it('is declined by keyboard alone, and axe finds nothing on the way', async () => {
    const codes = await askCodes()
    const { page, complaints } = await newVisitor()
    const check = async () => {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
      expect(violations.map(({ id }) => id)).toEqual([])
    }
    await page.goto(codes['verification_uri'] ?? '')
    await check()
    await page.keyboard.type((codes['user_code'] ?? '').toLowerCase().replace('-', ' '))
    await page.keyboard.press('Enter')
    await page.waitForSelector('#username')
    await check()
    await page.keyboard.type(PERSON.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PERSON.password)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#consent-deny')
    await check()
    await page.focus('#consent-deny')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=The device was not connected')
    expect(await poll(codes)).toMatchObject({ error: 'access_denied' })
    expect(complaints).toEqual([])
  })

  it('that nobody waits with is said so, with the field to mend', async () => {
    const { page } = await newVisitor()
    await page.goto(`${origin}/device`)
    await page.fill('#user_code', 'BCDF-GHJK')
    await page.click('#device-submit')
    expect(await page.textContent('[role=alert]')).toContain('No device is waiting')
    expect(await page.getAttribute('#user_code', 'aria-invalid')).toBe('true')
    expect(await page.getAttribute('#user_code', 'aria-describedby')).toBe('failure')
  })
})
