/** A device as a test plays it: it asks for codes, shows one, and polls. */
import { expect } from 'vitest'
import type { Browser, Page } from './browser.ts'
import {
  PASSWORD,
  postAs,
  registerClient,
  type TestClient,
  type TokenAnswer,
} from './relying_party.ts'

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

export const registerDeviceClient = (changes: Record<string, unknown> = {}): Promise<TestClient> =>
  registerClient({
    name: 'Cinema',
    redirect_uris: [],
    grant_types: [DEVICE_CODE, 'refresh_token'],
    response_types: [],
    ...changes,
  })

export interface ShownCodes {
  deviceCode: string
  userCode: string
  complete: string
}

export async function askCodes(
  client: TestClient,
  scope = 'openid profile email offline_access',
): Promise<ShownCodes> {
  const { status, body } = await postAs(client, '/oauth/device_authorization', { scope })
  expect(status, JSON.stringify(body)).toBe(200)
  return {
    deviceCode: String(body['device_code']),
    userCode: String(body['user_code']),
    complete: String(body['verification_uri_complete']),
  }
}

export const poll = (client: TestClient, deviceCode: string): Promise<TokenAnswer> =>
  postAs(client, '/oauth/token', { grant_type: DEVICE_CODE, device_code: deviceCode })

/** Enters a code on the page for it. @returns what follows: the sign-in, the approval, or the page again */
export async function enterCode(browser: Browser, userCode: string): Promise<Page> {
  return browser.submit(await browser.open('/device'), { user_code: userCode })
}

/** From the code to the page that says that the device is connected. */
export async function approve(browser: Browser, userCode: string, email: string): Promise<Page> {
  const next = await enterCode(browser, userCode)
  const approval =
    next.form?.action === '/login'
      ? await browser.submit(next, { username: email, password: PASSWORD })
      : next
  return browser.submit(approval, { decision: 'approve' })
}

/** What a page says, without its markup. */
export const wordsOf = ({ text }: Page): string =>
  (/<main>(.*)<\/main>/s.exec(text)?.[1] ?? text).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
