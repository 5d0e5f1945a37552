import { renderToString } from 'hono/jsx/dom/server'
import { describe, expect, it } from 'vitest'
import { ENGLISH, GERMAN } from '../../test/support/languages.ts'
import { REFUSALS, type RefusalKey } from '../rules/refusals.ts'
import { ErrorGuidePage } from './error_guide.tsx'
import { ErrorPage } from './error.tsx'

const page = { tenantName: 'Harbour Museum', lang: ENGLISH }
const app = { client_name: 'Print Shop', client_uri: 'https://prints.example/' }
const render = (refusal: RefusalKey, lang = ENGLISH) =>
  renderToString(
    <ErrorPage {...page} lang={lang} refusal={refusal} requestId="3f0c2a5e" app={app} />,
  )

describe('the error page', () => {
  it('prints what a developer needs: code, reason, sentence, mending, whether to retry, request id', () => {
    const html = render('request_missing')
    for (const text of [
      '<code>invalid_request</code>',
      '<code>request_missing</code>',
      'request parameter is required',
      'Send the parameters as a signed JWT in <code>request</code> (RFC 9101)',
      '<code>false</code>: the same request will be refused again',
      '<code>3f0c2a5e</code>',
      'href="/errors#request_missing"',
    ]) {
      expect(html).toContain(text)
    }
  })

  it('keeps the wire words in another language', () => {
    const html = render('request_missing', GERMAN)
    expect(html).toContain('<code>invalid_request</code>')
    expect(html).toContain('der Parameter request wird verlangt')
  })

  it.each([
    { refusal: 'redirect_uri_unregistered', title: 'This app sent a request we cannot accept' },
    { refusal: 'request_object_spent', title: 'This sign-in link was already used' },
    { refusal: 'request_uri_unknown', title: 'This sign-in cannot go on here' },
    { refusal: 'sign_in_elsewhere', title: 'This sign-in cannot go on here' },
    { refusal: 'access_denied', title: 'You did not go on' },
    { refusal: 'oauth_closed', title: 'We cannot answer right now' },
    { refusal: 'unexpected', title: 'Something went wrong here' },
  ] as const)('tells the person about $refusal: $title', ({ refusal, title }) => {
    expect(render(refusal)).toContain(`<h1>${title}</h1>`)
  })

  it('names a known app and the way back to it', () => {
    const html = render('request_object_spent')
    expect(html).toContain('<a class="button" href="https://prints.example/"')
    expect(html).toContain('Back to <bdi class="name">Print Shop</bdi>')
  })
})

describe('where a sign-in can be begun at the app (OpenID Connect Core §4)', () => {
  const startAgain = 'https://prints.example/sign-in?iss=https%3A%2F%2Fop.example'
  const rendered = (refusal: RefusalKey) =>
    renderToString(
      <ErrorPage {...page} refusal={refusal} requestId="x" app={app} startAgain={startAgain} />,
    )

  it.each(['request_object_spent', 'sign_in_unknown', 'request_uri_unknown'] as const)(
    'a person whose sign-in has ended can begin again: %s',
    (refusal) => {
      const html = rendered(refusal)
      expect(html).toContain(`href="${startAgain}"`)
      expect(html).toContain('Sign in to <bdi class="name">Print Shop</bdi> again')
    },
  )

  it.each(['access_denied', 'redirect_uri_unregistered', 'try_again'] as const)(
    'nobody is sent there again over %s',
    (refusal) => expect(rendered(refusal)).not.toContain(startAgain),
  )
})

describe('the guide to errors', () => {
  const html = renderToString(<ErrorGuidePage {...page} />)

  it.each(Object.keys(REFUSALS))('has %s, where the error page points', (key) => {
    expect(html).toContain(`<section id="${key}"`)
  })
})
