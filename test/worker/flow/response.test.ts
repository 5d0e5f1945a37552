/** How an answer travels back to the app, and a request that gets none. */
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  registerClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@back.amphora.test'
let client: TestClient

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
})

describe('how the answer travels', () => {
  it('response_mode=fragment', async () => {
    const browser = await signedInBrowser(client, ADA)
    const page = await browser.open(await client.requestUrl({ response_mode: 'fragment' }))
    const parameters = new URLSearchParams(page.left?.hash.slice(1))
    expect(parameters.get('code')).toBeTruthy()
    expect(page.left?.search).toBe('')
  })

  it('response_mode=form_post: a page that posts itself, escaped, and only to the app (catalogue 70)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const state = '"><script>alert(1)</script>'
    const page = await browser.open(await client.requestUrl({ response_mode: 'form_post', state }))
    expect(page.form).toMatchObject({ action: REDIRECT_URI, fields: { state, iss: ISSUER } })
    expect(page.form?.fields['code']).toBeTruthy()
    expect(page.text).not.toContain(state)
    const policy = page.headers.get('Content-Security-Policy')
    expect(policy).toContain("form-action 'self' https://rp.amphora.test")
  })

  it('errors are posted as well (Form Post Response Mode §2)', async () => {
    const claims = { response_mode: 'form_post', prompt: 'none' }
    const page = await new Browser().open(await client.requestUrl(claims))
    expect(page.form?.fields).toMatchObject({ error: 'login_required', state: 'a state' })
  })

  it('a request that another site posts is answered as if it were got (OpenID Connect Core §3.1.2.1)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const fields = { client_id: client.clientId, request: await client.requestObject() }
    const page = await browser.post('/oauth/authorize', fields, {
      Origin: 'https://rp.amphora.test',
    })
    codeOf(page)
  })

  it('a parameter both in the address and in the body is refused (catalogue 62)', async () => {
    const fields = { client_id: client.clientId, request: await client.requestObject() }
    const page = await new Browser().post(`/oauth/authorize?client_id=${client.clientId}`, fields)
    expect(page.status).toBe(400)
    expect(page.text).toContain('parameter_repeated')
  })
})

describe('a plain request', () => {
  it('is refused with a page that says how to sign (catalogue 51)', async () => {
    const page = await new Browser().open(
      authorizeUrl({
        client_id: client.clientId,
        response_type: 'code',
        redirect_uri: REDIRECT_URI,
        scope: 'openid',
      }),
    )
    expect(page.status).toBe(400)
    expect(page.left).toBeUndefined()
    expect(page.text).toContain('request parameter is required')
    expect(page.text).toContain('invalid_request')
  })
})
