/** The page of docs/browser-apps.md, word for word, in a real browser: served as files, and signed in to. */
import { createServer, type Server } from 'node:http'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminApi } from '../../../scripts/local/admin_api.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from '../chromium.ts'
import { freePort } from '../free_port.ts'
import { startDemo, type RunningDemo } from '../running_demo.ts'
import { blocksOf } from './document.ts'

const GUIDE = 'docs/browser-apps.md'

async function bundleOf(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts', resolveDir: '.' },
    bundle: true,
    format: 'esm',
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('')
}

/** Two files, whatever else is asked for. */
function serve(script: string, port: number): Server {
  const page =
    '<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>'
  return createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : page)
  }).listen(port, '127.0.0.1')
}

describe.skipIf(!chromiumPath)(`${GUIDE}${skippedWithoutChromium}`, () => {
  let demo: RunningDemo
  let browser: Browser
  let server: Server | undefined
  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
  })
  afterAll(async () => {
    server?.close()
    await Promise.all([browser?.close(), demo?.stop()])
  })

  it('signs a person in with the page that it shows, at the client that it registers', async () => {
    const [commands, program] = ['sh', 'ts'].map(
      (language) => blocksOf(GUIDE).find((block) => block.language === language)?.text ?? '',
    )
    const port = await freePort()
    const metadata = /-d '(\{.*\})'/s.exec(commands ?? '')?.[1] ?? ''
    const { clientId } = await adminApi(demo.issuer, demo.adminToken).register(
      JSON.parse(metadata.replace('5173', String(port))) as object,
    )
    const source = (program ?? '')
      .replace('http://localhost:8000', demo.issuer)
      .replace('client_…', clientId)
    server = serve(await bundleOf(source), port)
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.click('text=Sign in')
    await page.fill('#username', demo.person.email)
    await page.fill('#password', demo.person.password)
    await page.click('#login-submit')
    await page.click('#consent-approve')
    await page.waitForSelector('text=Hello, Ada Lovelace')
    expect(page.url()).toBe(`http://127.0.0.1:${port}/`)
  })
})
