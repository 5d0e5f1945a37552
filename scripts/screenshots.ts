/**
 * Pictures of the pages: `npm run screenshots` draws those of the documentation into docs/images/, `npm run screenshots
 * -- <folder>` every page in every state, light, dark and narrow, in both languages, into a folder to look at.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../test/node/chromium.ts'
import { toPalette } from './palette_png.ts'

const VIEWS = {
  light: { width: 760, colorScheme: 'light' },
  dark: { width: 760, colorScheme: 'dark' },
  narrow: { width: 360, colorScheme: 'light' },
} as const

interface Picture {
  page: string
  lang: 'en' | 'de'
  view: keyof typeof VIEWS
}

const DOCUMENTED: Picture[] = [
  { page: 'sign-in', lang: 'en', view: 'light' },
  { page: 'sign-in', lang: 'en', view: 'dark' },
  { page: 'sign-in', lang: 'de', view: 'narrow' },
  { page: 'consent', lang: 'en', view: 'light' },
  { page: 'error', lang: 'en', view: 'light' },
  { page: 'sign-out', lang: 'en', view: 'light' },
]

type Gallery = (lang: 'en' | 'de') => Record<string, string>

/** The pages as the tests draw them; bundled first, for Node reads no JSX. */
async function loadGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'amphora-pages-'))
  const outfile = join(folder, 'gallery.mjs')
  await build({
    entryPoints: ['test/worker/pages/gallery.tsx'],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    outfile,
  })
  const { galleryOf } = (await import(pathToFileURL(outfile).href)) as { galleryOf: Gallery }
  await rm(folder, { recursive: true })
  return galleryOf
}

function everyPicture(gallery: Gallery): Picture[] {
  const views = Object.keys(VIEWS) as Picture['view'][]
  return (['en', 'de'] as const).flatMap((lang) =>
    Object.keys(gallery(lang)).flatMap((page) => views.map((view) => ({ page, lang, view }))),
  )
}

async function draw(browser: Browser, html: string, view: Picture['view'], path: string) {
  const { width, colorScheme } = VIEWS[view]
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    colorScheme,
    deviceScaleFactor: 2,
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  await page.setContent(html)
  const png = await page.screenshot({ fullPage: true })
  await writeFile(path, toPalette(png))
  await context.close()
}

const [folder = 'docs/images'] = process.argv.slice(2)
const gallery = await loadGallery()
const pictures = folder === 'docs/images' ? DOCUMENTED : everyPicture(gallery)
await mkdir(folder, { recursive: true })
const browser = await launchChromium()
for (const { page, lang, view } of pictures) {
  const html = gallery(lang)[page]
  if (html === undefined) throw new Error(`no such page: ${page}`)
  const name = [page, ...(lang === 'en' ? [] : [lang]), ...(view === 'light' ? [] : [view])]
  await draw(browser, html, view, join(folder, `${name.join('-')}.png`))
}
await browser.close()
