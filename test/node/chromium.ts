/** The browser that the tests and the pictures use: `CHROMIUM_PATH`, or where systems keep it. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

export const chromiumPath = PLACES.find((place) => place !== undefined && existsSync(place))

/** For the name of a test that needs one: why it is skipped, and what to do about it. Empty where there is one. */
export const skippedWithoutChromium = chromiumPath
  ? ''
  : ' (skipped: there is no Chromium; `apt-get install chromium` on Debian, or set CHROMIUM_PATH)'

/** Text in shades of one colour, so that pictures are small. */
export function launchChromium(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium found: set CHROMIUM_PATH')
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-lcd-text'],
  })
}
