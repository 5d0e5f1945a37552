/** Signing in with another provider: out and back, and who one is then. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Browser, inWords } from '../support/browser.ts'
import { claimsIn, logOf, tokensOf } from '../support/signed_in.ts'
import { codeOf, redeem, registerClient } from '../support/relying_party.ts'
import { elsewhere, leave, linksToOthers, signInWith, somebody, whoIs } from './house.ts'

afterEach(() => vi.restoreAllMocks())

describe('out to a provider', () => {
  it('goes with PKCE, a state, a nonce and a redirect URI of its own (RFC 9700 §2.1.1, §4.4)', async () => {
    const { id, idp } = await elsewhere({ scopes: ['groups'] })
    const { origin, pathname, searchParams } = await leave(new Browser(), id)
    expect(`${origin}${pathname}`).toBe(`${idp.origin}/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'us',
      redirect_uri: `https://op.amphora.test/login/from/${id}`,
      response_type: 'code',
      scope: 'openid profile email groups',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{22}$/),
      state: expect.stringMatching(/^[\w-]{80,140}$/),
    })
  })

  it('is offered on the sign-in page while it is enabled', async () => {
    const { id } = await elsewhere()
    const off = await elsewhere({ enabled: false })
    const links = linksToOthers(await new Browser().open('/login'))
    expect(links).toContain(`/login/with/${id}`)
    expect(links).not.toContain(`/login/with/${off.id}`)
    expect((await new Browser().open(`/login/with/${off.id}`)).status).toBe(404)
  })

  it('does not begin at the word of another site (RFC 9700 §4.7)', async () => {
    const { id } = await elsewhere()
    const page = await new Browser({ 'Sec-Fetch-Site': 'cross-site' }).open(`/login/with/${id}`)
    expect(page.left).toBeUndefined()
    expect(page.url).toMatch(/\/login$/)
  })
})

describe('back from a provider', () => {
  it('makes a person of whoever has a proven address, and knows them when they come again', async () => {
    const there = await elsewhere({ sign_up: 'create', trusts_email: ['example.org'] })
    const ada = somebody({ email: 'ada@example.org', email_verified: true, name: 'Ada' })
    const first = new Browser()
    await signInWith(first, there, ada)
    const known = await whoIs(first)
    expect(known).toMatchObject({ email: 'ada@example.org', email_verified: true, name: 'Ada' })
    const second = new Browser()
    await signInWith(second, there, { ...ada, email: 'ada@elsewhere.example' })
    expect((await whoIs(second))['sub']).toBe(known['sub'])
  })

  it('goes on in the sign-in of the app, with neither amr nor more acr than is known (RFC 8176 §2)', async () => {
    const client = await registerClient()
    const there = await elsewhere({ sign_up: 'create', trusts_email: ['*'] })
    const browser = new Browser()
    const page = await browser.open(await client.requestUrl())
    const [link = ''] = linksToOthers(page).filter((each) => each.includes(there.id))
    const left = (await browser.open(link)).left ?? new URL('about:blank')
    const grace = somebody({ email: 'grace@example.org', email_verified: true })
    const consent = await browser.open(
      `/login/from/${there.id}?${there.idp.authorize(left, grace)}`,
    )
    const code = codeOf(await browser.submit(consent, { decision: 'approve' }))
    const claims = claimsIn(tokensOf(await redeem(client, code)).id)
    expect(claims).toMatchObject({ acr: '1' })
    expect(claims['amr'] ?? []).toEqual([])
  })

  it('reads at userinfo what the ID token leaves out (OpenID Connect Core §5.3)', async () => {
    const there = await elsewhere({ sign_up: 'create', trusts_email: ['*'] })
    there.idp.lies.idToken = ({ email, email_verified, name, ...claims }) => claims
    const browser = new Browser()
    const joan = somebody({ email: 'joan@example.org', email_verified: true, name: 'Joan' })
    await signInWith(browser, there, joan)
    expect(await whoIs(browser)).toMatchObject({ email: 'joan@example.org', name: 'Joan' })
  })

  it('takes each answer once (catalogue 197)', async () => {
    const there = await elsewhere({ sign_up: 'create', trusts_email: ['*'] })
    const browser = new Browser()
    const left = await leave(browser, there.id)
    const copy = new Browser()
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    const response = there.idp.authorize(left, somebody())
    await browser.open(`/login/from/${there.id}?${response}`)
    const again = await copy.open(`/login/from/${there.id}?${response}`)
    expect(again.status).toBe(400)
    expect(again.text).toContain('This sign-in cannot go on')
    expect(there.idp.count('/token')).toBe(1)
  })

  it('writes neither code nor token nor secret to the log', async () => {
    const there = await elsewhere({ sign_up: 'create', trusts_email: ['*'] })
    const lines = logOf('upstream_refused')
    there.idp.lies.instead = (path) =>
      path === '/token'
        ? Response.json({ error: 'invalid_grant', error_description: 'code abc' }, { status: 400 })
        : undefined
    const page = await signInWith(new Browser(), there, somebody())
    expect(page.status, inWords(page)).toBe(400)
    expect(lines()).toEqual([
      expect.objectContaining({ upstream: there.id, reason: 'failed', cause: 'invalid_grant' }),
    ])
    expect(JSON.stringify(lines())).not.toContain('abc')
  })
})
