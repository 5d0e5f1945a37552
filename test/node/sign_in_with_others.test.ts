/** Signing in with others in Chromium: real servers, real redirects, no scripts of ours. */
import axe from 'axe-core'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untilItAnswers, type Child } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { freePort } from './free_port.ts'
import { oauthProvider, openIdProvider, type OtherProvider } from './other_providers.ts'

const ADA = { sub: 'ada-1815', email: 'ada@harbour.example', email_verified: true, name: 'Ada' }

describe.skipIf(!chromiumPath)(`sign in with others in Chromium${skippedWithoutChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-others-'))
  const others: OtherProvider[] = []
  let provider: Child
  let browser: Browser
  let context: BrowserContext
  let origin: string

  beforeAll(async () => {
    const elsewhere = await openIdProvider(ADA)
    const git = await oauthProvider({
      '/api/v3/user': { id: 7, login: 'ada', name: 'Ada' },
      '/api/v3/user/emails': [],
    })
    others.push(elsewhere, git)
    const settings = localSettings({
      PORT: String(await freePort()),
      AMPHORA_STATE: folder,
      OUTBOUND_ALLOW: others.map((each) => each.origin).join(','),
    })
    const { adminToken } = prepareDevVars(settings.files.devVars)
    origin = settings.issuer
    provider = startProvider(settings, false)
    await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
    const register = async (upstream: object) => {
      const response = await fetch(`${origin}/api/sso/v1/upstreams`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          client_id: 'us',
          client_secret: 'a secret between two providers',
          sign_up: 'create',
          ...upstream,
        }),
      })
      expect(response.status).toBe(201)
    }
    const trusted = { trusts_email: ['harbour.example'] }
    await register({
      id: 'there',
      kind: 'oidc',
      name: 'Elsewhere',
      issuer: elsewhere.origin,
      ...trusted,
    })
    await register({ id: 'git', kind: 'github', name: 'Git', issuer: git.origin })
    browser = await launchChromium()
    context = await browser.newContext()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
    for (const other of others) other.stop()
    rmSync(folder, { recursive: true })
  })

  async function hasNoFindings(page: Page): Promise<void> {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
    expect(violations.map(({ id }) => id)).toEqual([])
  }

  it('makes an account of a proven address, and shows who it is', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/login?next=account`)
    await hasNoFindings(page)
    await page.click('text=Sign in with Elsewhere')
    await page.click('#allow')
    await page.waitForURL(`${origin}/account`)
    expect(await page.textContent('main')).toContain('ada@harbour.example')
    await hasNoFindings(page)
  })

  it('links another provider to it, by a form that leads on without a script', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/account`)
    await page.click('text=Link Git')
    await page.click('#allow')
    await page.waitForURL(`${origin}/account?done=linked`)
    expect(await page.textContent('main')).toContain('From now on you can sign in that way, too.')
  })

  it('knows them by that provider in another browser, without scripts', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.goto(`${origin}/login?next=account`)
    await page.click('text=Sign in with Git')
    await page.click('#allow')
    await page.waitForURL(`${origin}/account`)
    expect(await page.textContent('main')).toContain('ada@harbour.example')
  })

  it('unlinks it, and then it is a newcomer who comes by it', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/account`)
    await page.click('[aria-label="Unlink Git"]')
    await page.waitForURL(`${origin}/account?done=unlinked`)
    const newcomer = await (await browser.newContext()).newPage()
    await newcomer.goto(`${origin}/login`)
    await newcomer.click('text=Sign in with Git')
    await newcomer.click('#allow')
    await newcomer.waitForURL(`${origin}/login/newcomer`)
    await hasNoFindings(newcomer)
    await newcomer.click('#newcomer-create')
    await newcomer.waitForURL(`${origin}/`)
  })
})
