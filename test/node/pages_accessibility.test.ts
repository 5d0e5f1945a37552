/** The pages as a browser has them: under their policy, read by axe, narrow, and without scripts. */
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Branding } from '../../src/domain/branding.ts'
import { contentSecurityPolicy } from '../../src/pages/content_security_policy.ts'
import { LANGUAGES, type LanguageTag } from '../../src/pages/messages/languages.ts'
import { lookOf } from '../../src/pages/look.ts'
import { galleryOf, PLAIN_TEXTS, type Texts } from '../worker/pages/gallery.tsx'
import { HARBOUR } from '../worker/pages/harbour.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'

const ORIGIN = 'https://op.amphora.test'
const APP = 'https://prints.example'

const pagesThatStay = Object.keys(galleryOf('en')).filter((name) => name !== 'form-post')

describe.skipIf(!chromiumPath)(`the pages in Chromium${skippedWithoutChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  /**
   * A browser in which `/<lang>/<name>` is a page of the gallery, under the headers that it is made for: with `?branded`
   * in the look of a tenant.
   */
  async function openGallery(options: BrowserContextOptions = {}, texts: Texts = PLAIN_TEXTS) {
    const page = await (await browser.newContext(options)).newPage()
    await page.route('**/*', async (route) => {
      const { pathname, searchParams } = new URL(route.request().url())
      const [, first, name = ''] = pathname.split('/')
      const lang = LANGUAGES.find((each) => each === first)
      const branding = searchParams.has('branded') ? HARBOUR : {}
      // An app that has nothing to show: its frame stays empty, and the page that goes on to it stays.
      if (first === 'out' || first === 'signed-out') return route.fulfill({ status: 204 })
      if (first === 'turnstile') return route.fulfill({ contentType: 'text/javascript', body: '' })
      const goesOn = name === 'signed-out-going-on'
      const isPage = route.request().method() === 'GET' && lang !== undefined
      const html = isPage ? (drawn(lang, texts, branding)[name] ?? '') : ''
      const policy = await contentSecurityPolicy({
        look: lookOf(branding),
        redirectUri: `${APP}/callback`,
        submitsItself: name === 'form-post',
        ...(goesOn && { goesOn, frames: [`${APP}/out`] }),
        asksForPasskeys: html.includes('id="passkey"'),
        asksTurnstile: html.includes('class="cf-turnstile"'),
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
      // Of WCAG 2.2 (§2.5.8), and off where nobody asks for it.
      rules: { 'target-size': { enabled: true } },
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

    it.each(pagesThatStay)('axe finds nothing on %s, which its policy lets be', async (name) => {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(`${ORIGIN}/en/${name}`)
      await page.evaluate(axe.source)
      expect(await findingsOn(page)).toEqual([])
      expect(await page.evaluate(RADIUS_OF_MAIN)).toBe('14px')
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await findingsOn(page, ['color-contrast'])).toEqual([])
      await page.evaluate(WEAR_THEME)
      expect(await findingsOn(page, ['color-contrast'])).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await findingsOn(page, ['color-contrast'])).toEqual([])
      expect(stopped).toEqual([])
    })
  })

  describe('narrow', () => {
    let page: Page
    let plain: Page
    beforeAll(async () => {
      page = await openGallery({}, LONGEST_TEXTS)
      plain = await openGallery({ viewport: { width: 320, height: 600 } })
    })

    // "without requiring scrolling in two dimensions for: Vertical scrolling content at a width equivalent to 320 CSS
    // pixels" (WCAG 2.2 §1.4.10); "text can be resized … up to 200 percent without loss of content" (§1.4.4).
    it.each(pagesThatStay)(
      '%s fits 320 pixels with the longest names in every language, and bears text of twice the size',
      async (name) => {
        for (const lang of LANGUAGES) {
          await page.setViewportSize({ width: 320, height: 600 })
          await page.goto(`${ORIGIN}/${lang}/${name}`)
          expect(await page.evaluate(HIDDEN_WIDTH), lang).toBe(0)
          await page.setViewportSize({ width: 640, height: 600 })
          await page.evaluate("document.documentElement.style.fontSize = '200%'")
          expect(await page.evaluate(HIDDEN_WIDTH), `${lang}, twice the size`).toBe(0)
        }
      },
    )

    it.each(pagesThatStay)(
      'axe finds nothing on %s from right to left, narrow and in the look of a tenant',
      async (name) => {
        await plain.goto(`${ORIGIN}/ar/${name}?branded`)
        await plain.evaluate(axe.source)
        expect(await findingsOn(plain)).toEqual([])
      },
    )
  })

  it('what has a side has the other one where the script runs from right to left', async () => {
    const page = await openGallery()
    const sideOf = async (path: string, selector: string, property: string) => {
      await page.goto(`${ORIGIN}/${path}`)
      return page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)
    }
    expect(await sideOf('en/sign-in-refused', '.notice', 'borderLeftWidth')).toBe('4px')
    expect(await sideOf('ar/sign-in-refused', '.notice', 'borderLeftWidth')).toBe('0px')
    expect(await sideOf('ar/sign-in-refused', '.notice', 'borderRightWidth')).toBe('4px')
    expect(await sideOf('en/consent', '.permissions li', 'paddingLeft')).toBe('28px')
    expect(await sideOf('ar/consent', '.permissions li', 'paddingRight')).toBe('28px')
    expect(await sideOf('ar/device-approval', 'p.user-code', 'direction')).toBe('ltr')
  })

  it.each([
    {
      name: 'more contrast is asked for',
      media: { contrast: 'more' } as const,
      colour: 'rgb(36, 27, 21)',
    },
    {
      name: 'it is not',
      media: { contrast: 'no-preference' } as const,
      colour: 'rgb(101, 88, 76)',
    },
  ])('soft text is $colour where $name', async ({ media, colour }) => {
    const page = await openGallery({ ...media })
    await page.goto(`${ORIGIN}/en/sign-in`)
    expect(await page.evaluate("getComputedStyle(document.querySelector('.soft')).color")).toBe(
      colour,
    )
  })

  it('the focus is seen on all that can be used, also under forced colours', async () => {
    for (const forcedColors of ['none', 'active'] as const) {
      const page = await openGallery({ forcedColors })
      await page.goto(`${ORIGIN}/en/consent?branded`)
      const seen = await page.evaluate<[string, string][]>(OUTLINES)
      expect(seen.length).toBeGreaterThan(4)
      for (const [what, outline] of seen) expect(outline, what).toBe('solid 3px')
    }
  })

  it('a branded page is let wear its look by its policy', async () => {
    const page = await openGallery({ colorScheme: 'dark' })
    await page.goto(`${ORIGIN}/en/sign-in?branded`)
    expect(await page.evaluate(RADIUS_OF_MAIN)).toBe('4px')
    const drawn = 'document.querySelector(".tenant-logo")'
    expect(await page.evaluate(`${drawn}.naturalWidth`)).toBe(42)
    expect(await page.evaluate(`${drawn}.currentSrc`)).toBe(HARBOUR.logo_dark_uri)
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

const galleries = new Map<string, Record<string, string>>()

/** Every page is asked for by itself, and all are drawn at once. */
function drawn(lang: LanguageTag, texts: Texts, branding: Branding): Record<string, string> {
  const key = JSON.stringify([lang, texts, branding])
  const gallery = galleries.get(key) ?? galleryOf(lang, texts, branding)
  galleries.set(key, gallery)
  return gallery
}

/** Puts the look of a tenant on a page that is there already. */
const WEAR_THEME = `{
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(${JSON.stringify(lookOf(HARBOUR).theme)})
  document.adoptedStyleSheets = [sheet]
}`

/** How many pixels of the page are only seen by scrolling sideways. */
const HIDDEN_WIDTH = 'document.documentElement.scrollWidth - innerWidth'

/** What can be used, and its outline when the keyboard has come to it. */
const OUTLINES = `[...document.querySelectorAll('a[href], button, input:not([type=hidden])')].map((each) => {
  each.focus({ focusVisible: true })
  const { outlineStyle, outlineWidth } = getComputedStyle(each)
  return [each.outerHTML, outlineStyle + ' ' + outlineWidth]
})`

/** Something that only the style can have done. */
const RADIUS_OF_MAIN = "getComputedStyle(document.querySelector('main')).borderRadius"
