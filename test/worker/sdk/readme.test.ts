/** The example of sdk/README.md works. */
import { beforeAll, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { registerPerson, signIn } from '../support/relying_party.ts'
import { leftFor, secretApp } from './house.ts'
import { createApp } from './readme_app.ts'

const ORIGIN = 'https://rp.amphora.test'
const ADA = 'ada@readme.amphora.test'
const COOKIE_SECRET = 'a cookie secret of 32 characters or more'

beforeAll(() => registerPerson(ADA, { name: 'Ada Lovelace' }))

/** A browser before the app, which is not the provider's. */
function visitorOf(app: (request: Request) => Promise<Response>) {
  const cookies = new Map<string, string>()
  return async (url: string | URL, method = 'GET') => {
    const headers = { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }
    const response = await app(new Request(new URL(url, ORIGIN), { method, headers }))
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      cookies.set(name, value)
    }
    return response
  }
}

it('signs in, knows the person, and signs out', async () => {
  const redirectUri = `${ORIGIN}/callback`
  const { options } = await secretApp({ redirect_uris: [redirectUri] })
  const visit = visitorOf(createApp({ ...options, redirectUri }, COOKIE_SECRET))
  expect(await (await visit('/')).json()).toEqual({ sign_in: '/login' })

  const browser = new Browser()
  const login = await visit('/login')
  const page = await browser.open(login.headers.get('Location') ?? '')
  const back = leftFor(await signIn(browser, page, ADA))
  expect((await visit(back)).headers.get('Location')).toBe('/')
  expect(await (await visit('/')).json()).toEqual({ hello: 'Ada Lovelace' })

  const logout = await visit('/logout', 'POST')
  expect((await browser.open(logout.headers.get('Location') ?? '')).status).toBe(200)
  expect(await (await visit('/')).json()).toEqual({ sign_in: '/login' })
})

it('says what is wrong with a redirect that nobody here began', async () => {
  const { options } = await secretApp()
  const visit = visitorOf(createApp(options, COOKIE_SECRET))
  const response = await visit('/callback?code=a&state=b')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'state_mismatch' })
})
