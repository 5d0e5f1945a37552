/** Passkeys as people have them: in Chromium, with its virtual authenticator, on the Worker as it is uploaded. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { authorizationUrl, type Flow } from '../../bench/code_flow.ts'
import { PASSWORD, startProvider, type Administer } from '../../bench/provider.ts'
import type { RunningWorker } from '../../bench/workerd.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'

const ADDED = 'The passkey is added.'
let people = 0

describe.skipIf(!chromiumPath)(`in Chromium${skippedWithoutChromium}`, () => {
  let worker: RunningWorker
  let flow: Flow
  let administer: Administer
  let browser: Browser
  beforeAll(async () => {
    // "RP ID: a valid domain string" (WebAuthn §4): no address is one.
    const started = await startProvider(PEOPLE, {}, 'localhost')
    worker = started.worker
    flow = started.flow
    administer = started.administer
    browser = await launchChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await worker?.stop()
  })
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

  interface Visitor {
    context: BrowserContext
    page: Page
    cdp: CDPSession
    authenticatorId: string
    /** Whatever the browser had to say. */
    complaints: string[]
  }

  /** A browser with an authenticator in it, which answers at once whatever it is asked. */
  async function newVisitor({ isSynced = true, offers = false } = {}): Promise<Visitor> {
    const context = await browser.newContext()
    // Where names are offered, the virtual authenticator takes the first at once, and nobody comes to press a button.
    if (!offers) await context.addInitScript(OFFERS_NOTHING)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: isSynced ? 'internal' : 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        defaultBackupEligibility: isSynced,
        defaultBackupState: isSynced,
      },
    })
    return { context, page, cdp, authenticatorId, complaints }
  }

  async function signInByPassword({ page }: Visitor, email: string): Promise<void> {
    await page.goto(`${flow.issuer}/login?next=passkeys`)
    await page.fill('#username', email)
    await page.fill('#password', PASSWORD)
    await page.click('#login-submit')
    await page.waitForURL('**/account/passkeys')
  }

  /** A person who has added a passkey, and is signed out again. */
  async function newPerson(visitor: Visitor): Promise<string> {
    const email = `person${++people}@example.com`
    await signInByPassword(visitor, email)
    await visitor.page.click('#passkey button')
    await visitor.page.getByText(ADDED).waitFor()
    return email
  }

  /** Whoever has a passkey changes factors only once they have used one. */
  async function proveByPasskey({ page }: Visitor): Promise<void> {
    await page.getByRole('button', { name: 'Confirm with a passkey' }).click()
    await page.waitForURL('**/account/passkeys')
  }

  const signOut = ({ context }: Visitor) => context.clearCookies()

  const main = ({ page }: Visitor) => page.innerText('main')

  it.each([
    { name: 'one that is synced', isSynced: true, words: 'Synced between your devices' },
    { name: 'one that is bound to its device', isSynced: false, words: 'On one device only' },
  ])('a passkey is added, shown as $name, and signs in by the button', async (given) => {
    const visitor = await newVisitor(given)
    const email = await newPerson(visitor)
    expect(await main(visitor)).toContain(given.words)
    await signOut(visitor)
    await visitor.page.goto(`${flow.issuer}/login?next=account`)
    await visitor.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await visitor.page.waitForURL('**/account')
    expect(await main(visitor)).toContain(email)
    expect(visitor.complaints).toEqual([])
  })

  it('a passkey that is offered among the names signs in to an app, without a name typed', async () => {
    const visitor = await newVisitor({ offers: true })
    await newPerson(visitor)
    await signOut(visitor)
    await visitor.page.route('https://app.example/**', (route) => route.fulfill({ status: 204 }))
    const landed = visitor.page.waitForRequest((request) =>
      request.url().startsWith(flow.redirectUri),
    )
    await visitor.page.goto(authorizationUrl(flow, 'v'.repeat(43))).catch(() => {})
    expect(new URL((await landed).url()).searchParams.get('code')).toBeTruthy()
    expect(visitor.complaints).toEqual([])
  })

  it('a device that holds a passkey of this account makes no second', async () => {
    const visitor = await newVisitor()
    await newPerson(visitor)
    await visitor.page.click('#passkey button')
    await proveByPasskey(visitor)
    await visitor.page.click('#passkey button')
    const status = visitor.page.getByRole('status').getByText('on that device already')
    await status.waitFor()
    expect(await visitor.page.locator('.entries li').count()).toBe(1)
    expect(await visitor.page.locator('#passkey button').isEnabled()).toBe(true)
  })

  it('where no passkey is at hand the page says so, and the password still works', async () => {
    const visitor = await newVisitor()
    const email = await newPerson(visitor)
    await signOut(visitor)
    const { cdp, page, authenticatorId } = visitor
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    await page.goto(`${flow.issuer}/login?next=account`)
    await page.click('#passkey button')
    await page.getByRole('status').getByText('No passkey was used').waitFor()
    await page.fill('#username', email)
    await page.fill('#password', PASSWORD)
    await page.click('#login-submit')
    await page.waitForURL('**/account')
  })

  it('a passkey that was removed is refused on a page that leads back', async () => {
    const visitor = await newVisitor()
    await newPerson(visitor)
    const { page } = visitor
    await page.click('.entries .button')
    await page.click('#passkey-remove')
    await proveByPasskey(visitor)
    await page.click('.entries .button')
    await page.click('#passkey-remove')
    await page.getByText('The passkey is removed.').waitFor()
    await signOut(visitor)
    await page.goto(`${flow.issuer}/login?next=account`)
    await page.click('#passkey button')
    await page.getByRole('heading', { name: 'was not accepted' }).waitFor()
    await page.getByRole('link', { name: 'Back to sign-in' }).click()
    await page.locator('#username').waitFor()
    expect(new URL(page.url()).search).toBe('?next=account')
  })

  it('a passkey is the second step after the password, where everybody takes two', async () => {
    const visitor = await newVisitor()
    const email = await newPerson(visitor)
    await signOut(visitor)
    const { page } = visitor
    await administer('/tenant', { second_factor: 'required' }, 'PATCH')
    await page.goto(`${flow.issuer}/login?next=account`)
    await page.fill('#username', email)
    await page.fill('#password', PASSWORD)
    await page.click('#login-submit')
    await page.waitForURL('**/login/second?**')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL('**/account')
    await administer('/tenant', { second_factor: 'optional' }, 'PATCH')
    expect(visitor.complaints).toEqual([])
  })

  it('without scripts nothing of it shows', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${flow.issuer}/login`)
    expect(await page.locator('#passkey button').isVisible()).toBe(false)
    expect(await page.locator('#login-submit').isVisible()).toBe(true)
  })

  it('in a browser that knows no passkeys nothing of it shows', async () => {
    const visitor = await newVisitor()
    await visitor.context.addInitScript('delete window.PublicKeyCredential')
    await signInByPassword(visitor, `person${++people}@example.com`)
    expect(await visitor.page.locator('#passkey button').isVisible()).toBe(false)
    expect(await main(visitor)).toContain('in a browser that knows them')
    expect(visitor.complaints).toEqual([])
  })
})

const PEOPLE = 8

const OFFERS_NOTHING = 'PublicKeyCredential.isConditionalMediationAvailable = async () => false'
