/** `ISSUER=https://… npm start`, behind a proxy that ends TLS and hands on the Host, as most do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { untilItAnswers, type Child } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { freePort } from './free_port.ts'

const ISSUER = 'https://localhost:9443'
const folder = mkdtempSync(join(tmpdir(), 'amphora-tls-'))
const settings = localSettings({ PORT: String(await freePort()), ISSUER, AMPHORA_STATE: folder })

let provider: Child

beforeAll(async () => {
  prepareDevVars(settings.files.devVars)
  provider = startProvider(settings, false)
  await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
})
afterAll(async () => {
  await provider.stop()
  rmSync(folder, { recursive: true })
})

/** What the proxy hands on: the browser's words as they came. */
function handOn(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<string>((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port: settings.port,
        method,
        path,
        headers: { Host: 'localhost:9443', ...headers },
      },
      (response) => resolve(text(response)),
    )
      .once('error', reject)
      .end()
  })
}

it('names the issuer that people and apps see', async () => {
  const metadata = JSON.parse(await handOn('GET', '/.well-known/openid-configuration')) as {
    issuer: string
    token_endpoint: string
  }
  expect(metadata.issuer).toBe(ISSUER)
  expect(metadata.token_endpoint).toBe(`${ISSUER}/oauth/token`)
})

it.each([
  { whose: 'its own forms', origin: ISSUER, isForeign: false },
  { whose: 'no forms of another site', origin: 'https://evil.example', isForeign: true },
])('takes $whose', async ({ origin, isForeign }) => {
  const page = await handOn('POST', '/login', {
    Origin: origin,
    'Content-Type': 'application/x-www-form-urlencoded',
  })
  expect(page.includes('origin_foreign')).toBe(isForeign)
})
