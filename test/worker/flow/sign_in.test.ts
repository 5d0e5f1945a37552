/** A person signs in to an app through a signed request: the whole road, over HTTP. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  PASSWORD,
  postAs,
  redeem,
  registerClient,
  registerKeyClient,
  registerPerson,
  signIn,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@rp.amphora.test'
let client: TestClient
let sub: string

beforeAll(async () => {
  client = await registerClient()
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
})

const payloadOf = (jwt: unknown): Record<string, unknown> =>
  JSON.parse(atob(String(jwt).split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))

describe('signing in for the first time', () => {
  it('leads from the signed request over password and consent to a code, with state and iss (RFC 9207)', async () => {
    const browser = new Browser()
    const login = await browser.open(await client.requestUrl())
    expect(login.status).toBe(200)
    expect(new URL(login.url).pathname).toBe('/login')
    expect(login.text).toContain('A shop')

    const consent = await browser.submit(login, { username: ADA, password: PASSWORD })
    expect(consent.form?.action).toBe('/consent')
    const answer = await browser.submit(consent, { decision: 'approve' })
    expect(answer.left?.href).toMatch(`${REDIRECT_URI}?`)
    expect(answer.left?.searchParams.get('state')).toBe('a state')
    expect(answer.left?.searchParams.get('iss')).toBe(ISSUER)
    const tokens = await redeem(client, codeOf(answer))
    expect(tokens.status, JSON.stringify(tokens.body)).toBe(200)
    expect(payloadOf(tokens.body['id_token'])).toMatchObject({
      iss: ISSUER,
      aud: client.clientId,
      sub,
      nonce: 'a nonce',
      acr: '1',
      amr: ['pwd'],
    })
  })

  it('never puts a code into a URL of more than 1,024 characters of code, however long the request', async () => {
    const browser = await signedInBrowser(client, ADA)
    const claims = { userinfo: { name: { essential: true }, email: null } }
    const url = await client.requestUrl({ nonce: 'n'.repeat(500), claims })
    const code = codeOf(await browser.submit(await browser.open(url), { decision: 'approve' }))
    expect(code.length).toBeLessThanOrEqual(1024)
    const tokens = await redeem(client, code)
    expect(payloadOf(tokens.body['id_token'])['nonce']).toBe('n'.repeat(500))
  })

  it('works without an app: the person is signed in and sees the first page', async () => {
    const browser = new Browser()
    const home = await browser.submit(await browser.open('/login'), {
      username: ADA,
      password: PASSWORD,
    })
    expect(new URL(home.url).pathname).toBe('/')
    expect(home.text).toContain('Ada Lovelace')
  })

  it.each(['EdDSA', 'ES256', 'PS256', 'RS256'] as const)(
    'takes requests that are signed with %s where that is registered',
    async (alg) => {
      const keyed = await registerKeyClient({}, alg)
      const login = await new Browser().open(await keyed.requestUrl())
      expect(login.form?.action, inWords(login)).toBe('/login')
    },
  )

  it('takes EdDSA under its name of RFC 9864, Ed25519', async () => {
    const keyed = await registerKeyClient()
    const claims = JSON.parse(
      atob(
        (await keyed.requestObject()).split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ??
          '',
      ),
    ) as object
    const request = await keyed.signer.sign(claims, { alg: 'Ed25519' })
    const login = await new Browser().open(authorizeUrl({ client_id: keyed.clientId, request }))
    expect(login.form?.action, inWords(login)).toBe('/login')
  })
})

describe('coming again', () => {
  it('answers a code at once, without a page, where the person is signed in and has consented', async () => {
    const browser = await signedInBrowser(client, ADA)
    codeOf(await browser.open(await client.requestUrl()))
  })

  it('prompt=none answers silently, with the same auth_time (OpenID Connect Core §3.1.2.1)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const first = await redeem(client, codeOf(await browser.open(await client.requestUrl())))
    const hint = String(first.body['id_token'])
    const url = await client.requestUrl({ prompt: 'none', id_token_hint: hint, max_age: 10_000 })
    const second = await redeem(client, codeOf(await browser.open(url)))
    const [one, two] = [payloadOf(hint), payloadOf(second.body['id_token'])]
    expect(two['sub']).toBe(one['sub'])
    expect(two['auth_time']).toBe(one['auth_time'])
  })

  it('prompt=none without a session is login_required, with no page and no cookie (catalogue 77)', async () => {
    const browser = new Browser()
    const page = await browser.open(await client.requestUrl({ prompt: 'none' }))
    expect(page.left?.searchParams.get('error')).toBe('login_required')
    expect(page.left?.searchParams.get('iss')).toBe(ISSUER)
    expect(browser.cookies.size).toBe(0)
  })

  it('prompt=none without consent is consent_required (catalogue 77)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const other = await registerClient()
    const page = await browser.open(await other.requestUrl({ prompt: 'none' }))
    expect(page.left?.searchParams.get('error')).toBe('consent_required')
  })

  it('prompt=none with a new scope is consent_required: what was not consented to is not granted (catalogue 202)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const url = await client.requestUrl({ prompt: 'none', scope: 'openid offline_access' })
    const page = await browser.open(url)
    expect(page.left?.searchParams.get('error')).toBe('consent_required')
  })

  it.each([{ prompt: 'login' }, { max_age: 0 }])(
    '%j asks for the password again, and skipping the page fails (catalogue 78)',
    async (claims) => {
      const browser = await signedInBrowser(client, ADA)
      await new Promise((resolve) => setTimeout(resolve, 1100))
      const login = await browser.open(await client.requestUrl(claims))
      expect(login.form?.action, inWords(login)).toBe('/login')
      expect(login.form?.fields['username']).toBe(ADA)
      const skipped = await browser.open(login.url.replace('/login', '/consent'))
      expect(new URL(skipped.url).pathname).toBe('/login')
      const before = Math.floor(Date.now() / 1000)
      const answer = await browser.submit(login, { username: ADA, password: PASSWORD })
      const tokens = await redeem(client, codeOf(answer))
      expect(payloadOf(tokens.body['id_token'])['auth_time']).toBeGreaterThanOrEqual(before)
    },
  )

  it('max_age=0 asks for the password even within the second of the last sign-in', async () => {
    const browser = await signedInBrowser(client, ADA)
    const login = await browser.open(await client.requestUrl({ max_age: 0 }))
    expect(login.form?.action).toBe('/login')
    const silent = await browser.open(await client.requestUrl({ max_age: 0, prompt: 'none' }))
    expect(silent.left?.searchParams.get('error')).toBe('login_required')
  })

  it('default_max_age counts where the request names none (OpenID Connect Registration §2)', async () => {
    const strict = await registerClient({ default_max_age: 0, consent: 'skip' })
    const browser = await signedInBrowser(client, ADA)
    const asking = async (claims: Record<string, unknown>) =>
      (await browser.open(await strict.requestUrl({ prompt: 'none', ...claims }))).left
    expect((await asking({}))?.searchParams.get('error')).toBe('login_required')
    expect((await asking({ max_age: 600 }))?.searchParams.has('code')).toBe(true)
  })

  it('prompt=consent shows the consent page again', async () => {
    const browser = await signedInBrowser(client, ADA)
    const page = await browser.open(await client.requestUrl({ prompt: 'consent' }))
    expect(page.form?.action).toBe('/consent')
    codeOf(await browser.submit(page, { decision: 'approve' }))
  })

  it('prompt=select_account offers the accounts of this browser, and goes on with the chosen one', async () => {
    const browser = await signedInBrowser(client, ADA)
    const page = await browser.open(await client.requestUrl({ prompt: 'select_account' }))
    expect(page.text).toContain(`value="${sub}"`)
    codeOf(await browser.submit(page, { account: sub }))
    const again = await browser.open(await client.requestUrl({ prompt: 'select_account' }))
    const other = await browser.submit(again, { account: 'other' })
    expect(other.form?.fields['username']).toBe('')
  })

  it('a second account signs in beside the first', async () => {
    const browser = await signedInBrowser(client, ADA)
    const bob = await registerPerson('bob@rp.amphora.test')
    const chooser = await browser.open(await client.requestUrl({ prompt: 'select_account' }))
    const login = await browser.submit(chooser, { account: 'other' })
    codeOf(await signIn(browser, login, 'bob@rp.amphora.test'))
    const page = await browser.open(await client.requestUrl({ prompt: 'select_account' }))
    expect(page.text).toContain(`value="${sub}"`)
    expect(page.text).toContain(`value="${bob}"`)
  })
})

describe('a request that is used once', () => {
  it('may be opened in two browsers, and one of them gets a code (catalogue 34)', async () => {
    const url = await client.requestUrl()
    const [one, two] = [new Browser(), new Browser()]
    const [first, second] = [await one.open(url), await two.open(url)]
    codeOf(await signIn(one, first, ADA))
    const late = await signIn(two, second, ADA)
    expect(late.left).toBeUndefined()
    expect(late.text).toContain('request_object_spent')
    expect(late.text).toContain('invalid_request_object')
  })

  it('is refused when it is opened again after it was used (catalogue 34)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const url = await client.requestUrl()
    codeOf(await browser.open(url))
    const again = await browser.open(url)
    expect(again.status).toBe(400)
    expect(again.text).toContain('request_object_spent')
    await runDurableObjectAlarm(env.REPLAY_GUARD.getByName(`main:${client.clientId}:0`))
    const [replay] = await auditOf('jar_replay')
    expect(replay).toMatchObject({ client_id: client.clientId, jti: expect.any(String) })
  })

  it('100 times at once with a live session gives one code (catalogue 35)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const url = await client.requestUrl()
    const pages = await Promise.all(Array.from({ length: 100 }, () => browser.open(url)))
    expect(pages.filter((page) => page.left?.searchParams.has('code'))).toHaveLength(1)
    expect(pages.filter((page) => page.text.includes('request_object_spent'))).toHaveLength(99)
  })

  it('the same jti of two clients is two requests (catalogue 37)', async () => {
    const other = await registerClient({ consent: 'skip' })
    const browser = await signedInBrowser(client, ADA)
    codeOf(await browser.open(await client.requestUrl({ jti: 'one and the same' })))
    codeOf(await browser.open(await other.requestUrl({ jti: 'one and the same' })))
  })

  it('reloading the page of a sign-in goes on with it; sending its form twice harms nobody (catalogue 38)', async () => {
    const browser = new Browser()
    const login = await browser.open(await client.requestUrl())
    await browser.open(login.url)
    const consent = await browser.submit(login, { username: ADA, password: PASSWORD })
    const [one, two] = consent.left
      ? [consent, await browser.open(login.url)]
      : [
          await browser.submit(consent, { decision: 'approve' }),
          await browser.submit(consent, { decision: 'approve' }),
        ]
    expect((await redeem(client, codeOf(one))).status).toBe(200)
    expect((await redeem(client, codeOf(two))).status).toBe(400)
    const { status } = await postAs(client, '/oauth/introspect', {
      token: String((await redeem(client, codeOf(two))).body['access_token']),
    })
    expect(status).toBe(200)
  })

  it('a browser that prefetches spends nothing and gets nothing', async () => {
    const browser = await signedInBrowser(client, ADA)
    const url = await client.requestUrl()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { Cookie: cookie, 'Sec-Purpose': 'prefetch;prerender' }
    const response = await exports.default.fetch(url, { headers, redirect: 'manual' })
    expect(response.status).toBe(503)
    codeOf(await browser.open(url))
  })
})

describe('consent', () => {
  it('no is access_denied, with state and iss, and the request may be tried again', async () => {
    const browser = new Browser()
    const asking = await registerClient({ consent: 'always' })
    const login = await browser.open(await asking.requestUrl())
    const consent = await browser.submit(login, { username: ADA, password: PASSWORD })
    const denied = await browser.submit(consent, { decision: 'deny' })
    expect(denied.left?.searchParams.get('error')).toBe('access_denied')
    expect(denied.left?.searchParams.get('state')).toBe('a state')
    codeOf(await browser.submit(consent, { decision: 'approve' }))
  })

  it('always asks each time, skip never', async () => {
    const browser = await signedInBrowser(client, ADA)
    const skipping = await registerClient({ consent: 'skip' })
    codeOf(await browser.open(await skipping.requestUrl()))
    const asking = await registerClient({ consent: 'always' })
    for (let time = 0; time < 2; time++) {
      const page = await browser.open(await asking.requestUrl())
      expect(page.form?.action).toBe('/consent')
      codeOf(await browser.submit(page, { decision: 'approve' }))
    }
  })

  it('grants what was shown and nothing that the form adds (catalogue 201)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const other = await registerClient()
    const page = await browser.open(await other.requestUrl({ scope: 'openid' }))
    const answer = await browser.submit(page, {
      decision: 'approve',
      scope: 'openid profile email offline_access',
      client_id: client.clientId,
    })
    const tokens = await redeem(other, codeOf(answer))
    expect(tokens.body['scope']).toBe('openid')
    expect(tokens.body['refresh_token']).toBeUndefined()
  })

  it('is not given by GET, nor for another account than the one that was shown (catalogue 201)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const asking = await registerClient({ consent: 'always' })
    const page = await browser.open(await asking.requestUrl())
    const got = await browser.open(`${page.url.replace('/login', '/consent')}&decision=approve`)
    expect(got.form?.action).toBe('/consent')
    const other = await browser.submit(page, { decision: 'approve', account: 'somebody-else' })
    expect(other.form?.action).toBe('/consent')
    expect(other.left).toBeUndefined()
  })

  it('is taken from our own page alone, and in the browser that was asked (catalogue 201)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const asking = await registerClient({ consent: 'always' })
    const page = await browser.open(await asking.requestUrl())
    const given = { ...page.form?.fields, decision: 'approve' }
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}]) {
      const foreign = await browser.post('/consent', given, headers)
      expect(foreign.status).toBe(400)
      expect(foreign.text).toContain('origin_foreign')
    }
    const elsewhere = await (await signedInBrowser(client, ADA)).post('/consent', given)
    expect(elsewhere.text).toContain('sign_in_elsewhere')
    codeOf(await browser.submit(page, { decision: 'approve' }))
  })

  it('that is sent twice is one grant (catalogue 201)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const asking = await registerClient({ consent: 'always' })
    const page = await browser.open(await asking.requestUrl())
    const codes = [
      codeOf(await browser.submit(page, { decision: 'approve' })),
      codeOf(await browser.submit(page, { decision: 'approve' })),
    ]
    expect((await redeem(asking, codes[0] ?? '')).status).toBe(200)
    expect((await redeem(asking, codes[1] ?? '')).body).toMatchObject({ error: 'invalid_grant' })
  })

  it('prompt=consent asks again, whatever was remembered (catalogue 202)', async () => {
    const browser = await signedInBrowser(client, ADA)
    const page = await browser.open(await client.requestUrl({ prompt: 'consent' }))
    expect(page.form?.action).toBe('/consent')
  })

  it('for one host of an app covers no other, once each is known (catalogue 202, ASVS 10.7.1)', async () => {
    const elsewhere = 'https://elsewhere.example/cb'
    const app = await registerClient({ redirect_uris: [REDIRECT_URI, elsewhere] })
    const browser = await signedInBrowser(app, ADA)
    const silent = { prompt: 'none', redirect_uri: elsewhere }
    const refused = await browser.open(await app.requestUrl(silent))
    expect(refused.left?.searchParams.get('error')).toBe('consent_required')
    const page = await browser.open(await app.requestUrl({ redirect_uri: elsewhere }))
    codeOf(await browser.submit(page, { decision: 'approve' }))
    codeOf(await browser.open(await app.requestUrl(silent)))
    codeOf(await browser.open(await app.requestUrl({ prompt: 'none' })))
  })
})
