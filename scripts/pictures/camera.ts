/** Takes pictures of pages: one view of one, or a sheet with all views side by side. */
import type { Browser } from 'playwright-core'
import { toPalette } from './palette_png.ts'

interface View {
  width: number
  colorScheme: 'light' | 'dark'
}

/** PNG. What is below the height is left out. */
async function take(browser: Browser, html: string, view: View, scale: number, height: number) {
  const { width, colorScheme } = view
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    colorScheme,
    deviceScaleFactor: scale,
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  await page.setContent(html)
  const whole = (await page.locator('html').boundingBox())?.height ?? height
  const clip = { x: 0, y: 0, width, height: Math.min(height, Math.ceil(whole)) }
  const png = await page.screenshot({ fullPage: true, clip })
  await context.close()
  return png
}

const VIEWS = {
  light: { width: 760, colorScheme: 'light' },
  dark: { width: 760, colorScheme: 'dark' },
  narrow: { width: 360, colorScheme: 'light' },
} as const

export type ViewName = keyof typeof VIEWS

/** The whole page in one view, sharp. */
export const pictureOf = async (browser: Browser, html: string, view: ViewName): Promise<Buffer> =>
  toPalette(await take(browser, html, VIEWS[view], 2, Infinity))

const ON_SHEETS = [
  { width: 500, colorScheme: 'light' },
  { width: 500, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
] as const
const SHEET_HEIGHT = 1400

/** The page light, dark and narrow, beside each other and small; of a very long one, how it begins. */
export async function sheetOf(browser: Browser, html: string): Promise<Buffer> {
  const pictures = []
  for (const view of ON_SHEETS) pictures.push(await take(browser, html, view, 1, SHEET_HEIGHT))
  const images = pictures.map(
    (png) => `<img src="data:image/png;base64,${png.toString('base64')}">`,
  )
  const style = 'margin:0;display:flex;gap:12px;align-items:flex-start;background:#fff'
  const sheet = `<!DOCTYPE html><body style="${style}">${images.join('')}`
  const width = ON_SHEETS.reduce((sum, view) => sum + view.width, 24)
  return toPalette(await take(browser, sheet, { width, colorScheme: 'light' }, 1, SHEET_HEIGHT))
}
