/**
 * Pictures of the pages, into docs/images/ and docs/pages.md: `npm run screenshots`. With names of pages, the sheets of
 * those alone are drawn anew.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LanguageTag } from '../src/pages/messages/languages.ts'
import { launchChromium } from '../test/node/chromium.ts'
import { HARBOUR } from '../test/worker/pages/harbour.ts'
import { pictureOf, sheetOf, type ViewName } from './pictures/camera.ts'
import { loadGallery } from './pictures/gallery.ts'
import { pagesGuide } from './pictures/pages_guide.ts'

const IMAGES = 'docs/images'
const SHEETS = join(IMAGES, 'pages')

/** Those that the documentation speaks of. */
const DOCUMENTED: { page: string; lang?: LanguageTag; view: ViewName }[] = [
  { page: 'sign-in', view: 'light' },
  { page: 'sign-in', view: 'dark' },
  { page: 'consent', lang: 'ar', view: 'light' },
  { page: 'error', view: 'light' },
]

const { galleryOf, PLAIN_TEXTS } = await loadGallery()
const pages = galleryOf('en')
const browser = await launchChromium()

async function drawSheets(names: string[]): Promise<void> {
  await mkdir(SHEETS, { recursive: true })
  for (const name of names) {
    const html = pages[name]
    if (html === undefined) throw new Error(`no such page: ${name}`)
    await writeFile(join(SHEETS, `${name}.png`), await sheetOf(browser, html))
  }
  for (const file of await readdir(SHEETS)) {
    if (!(file.replace('.png', '') in pages)) await rm(join(SHEETS, file))
  }
  await writeFile('docs/pages.md', pagesGuide(pages))
}

async function drawDocumented(): Promise<void> {
  for (const { page, lang, view } of DOCUMENTED) {
    const html = galleryOf(lang ?? 'en')[page] ?? ''
    const name = [page, ...(lang ? [lang] : []), ...(view === 'light' ? [] : [view])].join('-')
    await writeFile(join(IMAGES, `${name}.png`), await pictureOf(browser, html, view))
  }
  const branded = galleryOf('en', PLAIN_TEXTS, HARBOUR)['sign-in'] ?? ''
  await writeFile(join(IMAGES, 'branding.png'), await sheetOf(browser, branded))
}

const wanted = process.argv.slice(2)
await drawSheets(wanted.length > 0 ? wanted : Object.keys(pages))
if (wanted.length === 0) await drawDocumented()
await browser.close()
