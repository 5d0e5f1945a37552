/** Operators, and the apps that open the admin API in their name. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import {
  codeOf,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { tokensOf, type Tokens } from '../support/signed_in.ts'
import { V1, validated, type Answer } from './house.ts'

export const SCOPE = 'openid offline_access amphora:admin'

/** An app that may ask for the admin API. */
export const registerConsole = (changes: Record<string, unknown> = {}): Promise<TestClient> =>
  registerClient({
    name: 'The console',
    scopes: ['openid', 'profile', 'offline_access', 'amphora:admin'],
    ...changes,
  })

export interface Someone {
  sub: string
  email: string
}

export async function newPerson(claims: Record<string, unknown> = {}): Promise<Someone> {
  const email = `${randomToken(9).toLowerCase()}@harbour.example`
  return { email, sub: await registerPerson(email, claims) }
}
export const newOperator = () => newPerson({ admin: true })

/** Signs in and consents. @returns the page that the browser has come to: at the app, or one of ours */
export async function goTo(
  app: TestClient,
  { email }: Someone,
  claims: Record<string, unknown> = {},
  browser = new Browser(),
): Promise<Page> {
  const url = await app.requestUrl({ scope: SCOPE, ...claims })
  return signIn(browser, await browser.open(url), email)
}

export const newOperatorCode = async (app: TestClient, person: Someone): Promise<string> =>
  codeOf(await goTo(app, person))

export const operatorTokens = async (app: TestClient, person: Someone): Promise<Tokens> =>
  tokensOf(await redeem(app, await newOperatorCode(app, person)))

/** Asks the admin API with an access token. */
export async function asOperator(
  token: string,
  method = 'GET',
  path = '/users',
  { body, headers }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await exports.default.fetch(`${V1}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return validated(method, path, response)
}

/** The error that the app is told. */
export function errorOf(page: Page): string | null {
  expect(page.left, inWords(page)).toBeDefined()
  return page.left?.searchParams.get('error') ?? null
}
