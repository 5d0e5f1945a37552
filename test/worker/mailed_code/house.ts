/** People who sign in by mail: what they ask for, and what is in their mailboxes. */
import { expect } from 'vitest'
import { admin } from '../admin/house.ts'
import { mailService, newBrowser, settle, type Sent } from '../recovery/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'

/** Opens the way in, before anything is asked. */
export const openWay = (changes: Record<string, unknown> = {}) =>
  admin('PATCH', '/tenant', { sign_in_by_email: true, ...changes })

/** Asks for a code on the ordinary sign-in page. */
export const askForCode = (username: string, browser: Browser, fields = {}): Promise<Page> =>
  browser.post('/login', { username, way: 'code', ...fields })

export interface Mailed {
  code: string
  link: string
}

export function readMail(sent: Sent | undefined): Mailed {
  const { text = '' } = sent?.mail ?? {}
  const [code = ''] = /^\d{4} \d{4}$/m.exec(text) ?? []
  const [link = ''] = /^https:\/\/\S+$/m.exec(text) ?? []
  expect(code, text).not.toBe('')
  expect(link).toContain('/login/link?link=')
  return { code, link }
}

export interface Asked extends Mailed {
  browser: Browser
  page: Page
}

/** Asks in a new browser, and takes code and link out of the mail. */
export async function askAndRead(username: string, sub: string, fields = {}): Promise<Asked> {
  const sent = mailService()
  const browser = newBrowser()
  const page = await askForCode(username, browser, fields)
  expect(page.status, inWords(page)).toBe(200)
  await settle(sub)
  expect(sent).toHaveLength(1)
  return { browser, page, ...readMail(sent[0]) }
}

export const type = (browser: Browser, code: string, fields = {}): Promise<Page> =>
  browser.post('/login/code', { code, ...fields })

/** A code that is not this one. */
export const wrong = (code: string): string =>
  code.replace(/\d$/, (last) => String((Number(last) + 1) % 10))

/** Opens a link and presses its button. */
export async function follow(browser: Browser, link: string): Promise<Page> {
  const page = await browser.open(link)
  return page.form ? browser.submit(page) : page
}

export const isSignedIn = (page: Page): boolean =>
  page.status === 200 && page.text.includes('You are signed in as')
export const isRefused = ({ status, text }: Page): boolean =>
  status === 400 && text.includes('This code is not right')
export const isClosed = ({ status, text }: Page): boolean =>
  status === 400 && text.includes('This link does not work any more')
