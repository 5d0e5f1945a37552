/** A provider as `npm start` runs it, without the demo apps: on a port and in a folder of its own, and with its outbox. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { expect, vi } from 'vitest'
import { untilItAnswers } from '../../scripts/local/children.ts'
import { prepareDevVars } from '../../scripts/local/dev_vars.ts'
import { startProvider } from '../../scripts/local/provider.ts'
import { localSettings } from '../../scripts/local/settings.ts'
import { freePort } from './free_port.ts'

export interface LocalProvider {
  origin: string
  /** Asks the admin API, which must agree. */
  administer(method: string, path: string, body?: object): Promise<Record<string, unknown>>
  /** What the outbox shows from the newest mail to somebody on, once it has come. */
  mailTo(context: BrowserContext, email: string): Promise<string>
  stop(): Promise<void>
}

export async function startLocalProvider(): Promise<LocalProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'amphora-local-'))
  const settings = localSettings({ PORT: String(await freePort()), AMPHORA_STATE: folder })
  const { adminToken } = prepareDevVars(settings.files.devVars)
  const origin = settings.issuer
  const provider = startProvider(settings, false)
  await untilItAnswers(`${settings.providerOrigin}/healthz`, provider)
  return {
    origin,
    async administer(method, path, body) {
      const response = await fetch(`${origin}/api/sso/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      expect(response.ok, text).toBe(true)
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    },
    mailTo: (context, email) => mailInOutbox(context, `${origin}/outbox`, email),
    async stop() {
      await provider.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function mailInOutbox(context: BrowserContext, outbox: string, email: string) {
  const page = await context.newPage()
  const text = await vi.waitFor(
    async () => {
      await page.goto(outbox)
      const shown = await page.innerText('main')
      expect(shown).toContain(email)
      return shown.slice(shown.indexOf(email))
    },
    { timeout: 20_000, interval: 500 },
  )
  await page.close()
  return text
}
