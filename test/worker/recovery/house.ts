/** People who forget their passwords, and the mail service that a test stands in for. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'

export const NEW_PASSWORD = 'a pail of newly picked plums'

export interface Sent {
  url: string
  headers: Headers
  mail: { from: string; to: string[]; subject: string; text: string; html: string }
}

export const takes = (): Response => Response.json({ id: 'a mail' })

/** Stands in for the mail service, until the mocks are restored. */
export function mailService(answer: (sent: Sent) => Response | Promise<Response> = takes): Sent[] {
  const service: Sent[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const { url, headers } = request
    const sent = { url, headers, mail: await request.json<Sent['mail']>() }
    service.push(sent)
    return answer(sent)
  })
  return service
}

export const objectOf = (sub: string) => env.USER.getByName(`${MAIN_TENANT}:${sub}`)

/** Lets what was put off happen, and runs the alarm of the person's object. @returns whether one was set */
export async function settle(sub: string): Promise<boolean> {
  await scheduler.wait(20)
  return runDurableObjectAlarm(objectOf(sub))
}

let networks = 0
/** Each test comes from a network of its own, for requests are counted by network. */
export const newBrowser = (headers: Record<string, string> = {}): Browser =>
  new Browser({ 'CF-Connecting-IP': `203.0.113.${++networks % 250}`, ...headers })

export const ask = (username: string, browser = newBrowser()): Promise<Page> =>
  browser.post('/recover', { username })

/** The link of a mail, as its text says it. */
export function linkIn(sent: Sent | undefined): string {
  const [link = ''] = /^https:\/\/\S+$/m.exec(sent?.mail.text ?? '') ?? []
  expect(link).toContain('/recover/password?link=')
  return link
}

/** Asks for a link and takes it out of the mail. */
export async function linkFor(username: string, sub: string): Promise<string> {
  const sent = mailService()
  await ask(username)
  await settle(sub)
  expect(sent).toHaveLength(1)
  return linkIn(sent[0])
}

/** Opens a link and sets this password by it. */
export async function useLink(
  link: string,
  password = NEW_PASSWORD,
  browser = newBrowser(),
): Promise<Page> {
  const page = await browser.open(link)
  expect(page.status, inWords(page)).toBe(200)
  return browser.submit(page, { password })
}

export const isClosed = ({ text, status }: Page): boolean =>
  status === 400 && text.includes('This link does not work any more')
export const isChanged = ({ url }: Page): boolean => url.endsWith('/recover/changed')
