import { renderToString } from 'hono/jsx/dom/server'
import { describe, expect, it } from 'vitest'
import { ENGLISH, LANGUAGE } from '../../test/support/languages.ts'
import { SignInPage, type SignInPageProps } from './sign_in.tsx'

const app = { client_name: 'Print Shop', logo_uri: 'https://prints.example/logo.png' }
const render = (props: Partial<SignInPageProps> = {}): string =>
  renderToString(
    <SignInPage
      tenantName="Harbour Museum"
      lang={ENGLISH}
      action="/login"
      asking={{ app, redirectUri: 'https://prints.example/callback' }}
      {...props}
    />,
  )
const tag = (html: string, id: string) => html.match(new RegExp(`<[^>]* id="${id}"[^>]*>`))?.[0]

describe('the sign-in page', () => {
  it('speaks to password managers, and to scripts that look for its names', () => {
    const html = render()
    expect(tag(html, 'username')).toContain('name="username" type="text" inputmode="email"')
    expect(tag(html, 'username')).toContain('autocomplete="username webauthn"')
    expect(tag(html, 'password')).toContain('name="password" type="password"')
    expect(tag(html, 'password')).toContain('autocomplete="current-password webauthn"')
    expect(tag(html, 'login-submit')).toContain('type="submit"')
  })

  it('gives its fields back, and begins where the person must type', () => {
    expect(render({ fields: { sign_in: 'abc' } })).toContain(
      '<input type="hidden" name="sign_in" value="abc"/>',
    )
    expect(tag(render(), 'username')).toContain('autofocus')
    const hinted = render({ username: 'ada@harbour.example' })
    expect(tag(hinted, 'username')).toContain('value="ada@harbour.example"')
    expect(tag(hinted, 'username')).not.toContain('readonly')
    expect(tag(hinted, 'password')).toContain('autofocus')
  })

  it('fixes the account that must prove itself again, and offers another', () => {
    const html = render({ account: { username: 'ada@harbour.example', name: 'Ada' } })
    expect(html).toContain('<h1>Confirm that it is you</h1>')
    expect(tag(html, 'username')).toMatch(/value="ada@harbour.example" readonly/)
    expect(html.indexOf('id="login-submit"')).toBeLessThan(html.indexOf('value="other"'))
  })

  it('says that a try failed, at the fields and in the title', () => {
    const html = render({ username: 'ada', failure: { reason: 'refused' } })
    expect(html).toContain('<title>Error: Sign in · Harbour Museum</title>')
    expect(html).toContain('role="alert" id="failure"')
    expect(tag(html, 'password')).toContain('aria-describedby="failure" aria-invalid="true"')
  })

  it.each([
    { seconds: 0, lang: 'en', when: 'in 1 second' },
    { seconds: 30, lang: 'en', when: 'in 30 seconds' },
    { seconds: 91, lang: 'en', when: 'in 2 minutes' },
    { seconds: 240, lang: 'de', when: 'in 4 Minuten' },
    { seconds: 7200, lang: 'de', when: 'in 2 Stunden' },
  ] as const)('says $when after too many attempts', ({ seconds, lang, when }) => {
    expect(render({ lang: LANGUAGE[lang], failure: { reason: 'wait', seconds } })).toContain(when)
  })

  it('shows a logo that is https, without telling where from', () => {
    expect(render()).toContain('src="https://prints.example/logo.png" alt=""')
    expect(render()).toContain('referrerpolicy="no-referrer"')
    for (const logo of ['http://prints.example/l.png', 'javascript:alert(1)', 'data:,x', 'x']) {
      const asking = { app: { ...app, logo_uri: logo }, redirectUri: 'https://prints.example/' }
      expect(render({ asking }), logo).not.toContain('<img')
    }
  })

  it.each([
    {
      uri: 'https://prints.example:8443/cb?x=1',
      shown: 'on to <bdi class="host">prints.example:8443<',
    },
    { uri: 'https://xn--pple-43d.example/cb', shown: '>xn--pple-43d.example<' },
    { uri: 'http://127.0.0.1:3000/cb', shown: 'on this device (<bdi class="host">127.0.0.1:3000<' },
    { uri: 'myapp://oauth/callback', shown: 'on this device (<bdi class="host">myapp:<' },
  ])('shows where $uri leads', ({ uri, shown }) => {
    expect(render({ asking: { app, redirectUri: uri } })).toContain(shown)
  })

  it("links to the app's own pages, on the web alone (CVE-2026-22752)", () => {
    const asking = {
      app: {
        ...app,
        policy_uri: 'https://prints.example/privacy',
        tos_uri: 'javascript:alert(document.domain)',
      },
      redirectUri: 'https://prints.example/callback',
    }
    const html = render({ asking })
    expect(html).toContain('<a href="https://prints.example/privacy" rel="noopener noreferrer"')
    expect(html).not.toContain('javascript:')
  })
})
