/** People who make accounts themselves, by links out of mails that a test stands in for. */
import { expect } from 'vitest'
import { admin } from '../admin/house.ts'
import { mailService, newBrowser, type Sent } from '../recovery/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'

export const PASSWORD = 'a pail of newly picked plums'

/** Changes the tenant's settings. */
export async function settings(changes: Record<string, unknown>): Promise<void> {
  const { status, body } = await admin('PATCH', '/tenant', changes)
  expect(status, JSON.stringify(body)).toBe(200)
}

/** Asks for an account, and lets happen what was put off until after the answer. */
export async function ask(username: string, browser = newBrowser(), fields = {}): Promise<Page> {
  const page = await browser.post('/signup', { username, ...fields })
  await scheduler.wait(20)
  return page
}

/** The link of a mail, as its text says it. */
export function linkIn(sent: Sent | undefined): string {
  const [link = ''] = /^https:\/\/\S+$/m.exec(sent?.mail.text ?? '') ?? []
  expect(link).toContain('/signup/account?link=')
  return link
}

/** Asks for an account and takes the link out of the mail. */
export async function linkFor(username: string, browser?: Browser): Promise<string> {
  const sent = mailService()
  await ask(username, browser)
  expect(sent).toHaveLength(1)
  return linkIn(sent[0])
}

/** Opens a link and makes the account by it. */
export async function useLink(
  link: string,
  browser = newBrowser(),
  filledIn: Record<string, string> = {},
): Promise<Page> {
  const page = await browser.open(link)
  expect(page.status, inWords(page)).toBe(200)
  return browser.submit(page, { password: PASSWORD, ...filledIn })
}

export const isClosed = ({ text, status }: Page): boolean =>
  status === 400 && text.includes('This link does not work any more')

/** Whether a form or a link led into an account. */
export const isIn = ({ url }: Page): boolean => new URL(url).pathname === '/account'

/** Everybody whose address begins so. */
export async function peopleNamed(email: string): Promise<Record<string, unknown>[]> {
  const { body } = await admin('GET', `/users?email=${encodeURIComponent(email)}`)
  return body['items'] as Record<string, unknown>[]
}
