/** The pages as a browser has them: under their policy, read by axe, narrow, and without scripts. */
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/pages/content_security_policy.ts'
import { LANGUAGES, type Language } from '../../src/pages/messages/catalogue.ts'
import { galleryOf, PLAIN_TEXTS, type Texts } from '../worker/pages/gallery.tsx'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'

const ORIGIN = 'https://op.amphora.test'
const APP = 'https://prints.example'

describe.skipIf(!chromiumPath)(`the pages in Chromium${skippedWithoutChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  /** A browser in which `/<lang>/<name>` is a page of the gallery, under the headers that it is made for. */
  async function openGallery(options: BrowserContextOptions = {}, texts: Texts = PLAIN_TEXTS) {
    const page = await (await browser.newContext(options)).newPage()
    await page.route('**/*', async (route) => {
      const [, lang, name = ''] = new URL(route.request().url()).pathname.split('/')
      // An app that has nothing to show: its frame stays empty, and the page that goes on to it stays.
      if (lang === 'out' || lang === 'signed-out') return route.fulfill({ status: 204 })
      const goesOn = name === 'signed-out-going-on'
      const isPage = route.request().method() === 'GET' && (lang === 'en' || lang === 'de')
      const html = isPage ? (galleryOf(lang, texts)[name] ?? '') : ''
      const policy = await contentSecurityPolicy({
        redirectUri: `${APP}/callback`,
        submitsItself: name === 'form-post',
        ...(goesOn && { goesOn, frames: [`${APP}/out`] }),
        asksForPasskeys: html.includes('id="passkey"'),
      })
      return route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
        body: isPage ? html : 'received',
      })
    })
    return page
  }

  async function findingsOn(page: Page, rules?: string[]) {
    const options = JSON.stringify({
      resultTypes: ['violations'],
      ...(rules && { runOnly: rules }),
    })
    const results = await page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`)
    return results.violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    }))
  }

  describe('in light and dark', () => {
    let page: Page
    const stopped: string[] = []
    beforeAll(async () => {
      // Reduced motion: colours change at once with the scheme.
      page = await openGallery({ reducedMotion: 'reduce' })
      page.on('console', (message) => stopped.push(message.text()))
    })

    it.each(LANGUAGES.flatMap((lang) => pagesThatStay(lang).map((name) => ({ name, lang }))))(
      'axe finds nothing on $name in $lang, which its policy lets be',
      async ({ name, lang }) => {
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(`${ORIGIN}/${lang}/${name}`)
        await page.evaluate(axe.source)
        expect(await findingsOn(page)).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await findingsOn(page, ['color-contrast'])).toEqual([])
        expect(await page.evaluate(RADIUS_OF_MAIN)).toBe('14px')
        expect(stopped).toEqual([])
      },
    )
  })

  it.each(LANGUAGES)('every page fits 320 pixels, with the longest names (%s)', async (lang) => {
    const page = await openGallery({ viewport: { width: 320, height: 600 } }, LONGEST_TEXTS)
    for (const name of pagesThatStay(lang)) {
      await page.goto(`${ORIGIN}/${lang}/${name}`)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      expect(width, name).toBeLessThanOrEqual(320)
    }
  })

  // "If request's referrer policy is no-referrer, set serializedOrigin to `null`" (Fetch §3.2, for a POST).
  it('a form of ours tells its origin, by which it is judged', async () => {
    const page = await openGallery()
    await page.goto(`${ORIGIN}/en/sign-in`)
    await page.fill('#username', PLAIN_TEXTS.username)
    await page.fill('#password', 'correct horse battery staple')
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.click('#login-submit')
    expect(await (await sent).headerValue('origin')).toBe(ORIGIN)
  })

  it.each([
    { name: 'submits itself', javaScriptEnabled: true },
    { name: 'waits for the button without scripts', javaScriptEnabled: false },
  ])('a form_post response $name', async ({ javaScriptEnabled }) => {
    const page = await openGallery({ javaScriptEnabled })
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.goto(`${ORIGIN}/en/form-post`)
    if (!javaScriptEnabled) await page.click('button')
    const request = await sent
    expect(request.url()).toBe(`${APP}/callback`)
    expect(request.postData()).toContain('code=c0de&state=ada%40harbour.example')
  })
})

const LONG = 'W'.repeat(200)
const LONGEST_TEXTS: Texts = {
  tenantName: LONG,
  appName: LONG,
  personName: LONG,
  username: `${LONG}@harbour.example`,
  scopeDescription: LONG,
}

const pagesThatStay = (lang: Language): string[] =>
  Object.keys(galleryOf(lang)).filter((name) => name !== 'form-post')

/** Something that only the style can have done. */
const RADIUS_OF_MAIN = "getComputedStyle(document.querySelector('main')).borderRadius"
