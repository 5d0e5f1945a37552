/** A request that names the person: `id_token_hint`, and `sub` with a value in `claims` (OpenID Connect Core §3.1.2.2, §5.5.1). */
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import {
  codeOf,
  PASSWORD,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@wanted.amphora.test'
const CAROL = 'carol@wanted.amphora.test'
let client: TestClient
let sub: string
let carol: string

beforeAll(async () => {
  client = await registerClient()
  sub = await registerPerson(ADA)
  carol = await registerPerson(CAROL)
})

/** An ID token of a person's own. */
async function idTokenOf(email: string): Promise<string> {
  const browser = await signedInBrowser(client, email)
  return String(
    (await redeem(client, codeOf(await browser.open(await client.requestUrl())))).body['id_token'],
  )
}

describe('id_token_hint', () => {
  it('of another person never switches silently (catalogue 79)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const hint = await idTokenOf(CAROL)
    const url = await client.requestUrl({ prompt: 'none', id_token_hint: hint })
    expect((await browser.open(url)).left?.searchParams.get('error')).toBe('login_required')
    const login = await browser.open(await client.requestUrl({ id_token_hint: hint }))
    expect(login.form?.action).toBe('/login')
    const wrong = await browser.submit(login, { username: ADA, password: PASSWORD })
    expect(wrong.left?.searchParams.get('error')).toBe('login_required')
  })

  it('that we did not sign is refused (catalogue 80)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const hint = `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"${sub}"}`)}.`
    const page = await browser.open(await client.requestUrl({ id_token_hint: hint }))
    expect(page.left?.searchParams.get('error')).toBe('invalid_request')
  })
})

describe.each(['id_token', 'userinfo'])('sub with a value in claims.%s', (place) => {
  const asking = (value: unknown) => ({ claims: { [place]: { sub: { value } } } })

  it('is answered for that person', async () => {
    const browser = await signedInBrowser(client, ADA)
    codeOf(await browser.open(await client.requestUrl({ prompt: 'none', ...asking(sub) })))
    const hint = await idTokenOf(ADA)
    const both = await client.requestUrl({ prompt: 'none', id_token_hint: hint, ...asking(sub) })
    codeOf(await browser.open(both))
  })

  it('is answered for nobody else, "even if they have an active session"', async () => {
    const browser = await signedInBrowser(client, ADA)
    const url = await client.requestUrl({ prompt: 'none', ...asking(carol) })
    expect((await browser.open(url)).left?.searchParams.get('error')).toBe('login_required')
    const login = await browser.open(await client.requestUrl(asking(carol)))
    expect(login.form?.action).toBe('/login')
    const wrong = await browser.submit(login, { username: ADA, password: PASSWORD })
    expect(wrong.left?.searchParams.get('error')).toBe('login_required')
    const right = await browser.open(await client.requestUrl(asking(carol)))
    codeOf(await signIn(browser, right, CAROL))
  })

  it('against a hint of another person is a contradiction', async () => {
    const browser = await signedInBrowser(client, ADA)
    const hint = await idTokenOf(CAROL)
    const page = await browser.open(
      await client.requestUrl({ id_token_hint: hint, ...asking(sub) }),
    )
    expect(page.left?.searchParams.get('error')).toBe('invalid_request')
    expect(page.left?.searchParams.get('error_description')).toContain('two different people')
  })

  it.each([7, null, ['a'], { a: 1 }])('%j is no person, and refused', async (value) => {
    const page = await new Browser().open(await client.requestUrl(asking(value)))
    expect(page.left?.searchParams.get('error')).toBe('invalid_request')
  })
})
