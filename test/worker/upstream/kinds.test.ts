/** Kinds of providers that go their own way: documents instead of an ID token, answers that are posted, many directories. */
import { exportPKCS8, generateKeyPair, jwtVerify, type JWTPayload } from 'jose'
import { exports } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { forgetUpstreams, leave, registerUpstream, signInWith, somebody, whoIs } from './house.ts'
import { OAuthUpstream, OpenIdUpstream, reach } from './small_upstream.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

const open = { sign_up: 'create', trusts_email: ['*'] }

describe('GitHub, an Enterprise Server', () => {
  const person = { login: 'ada', id: 583231, name: 'Ada', html_url: 'https://git.example/ada' }
  const emails = [{ email: 'ada@example.org', primary: true, verified: true }]

  async function server() {
    const idp = new OAuthUpstream('https://git.example')
    idp.documents = { '/api/v3/user': person, '/api/v3/user/emails': emails }
    const id = await registerUpstream({ kind: 'github', issuer: idp.origin, ...open })
    reach(idp)
    return { id, idp }
  }

  it('tells in documents who somebody is, to us alone and with PKCE', async () => {
    const { id, idp } = await server()
    const browser = new Browser()
    const left = await leave(browser, id)
    expect(left.href).toContain('https://git.example/login/oauth/authorize?')
    expect(left.searchParams.get('scope')).toBe('read:user user:email')
    expect(left.searchParams.get('nonce')).toBeNull()
    await browser.open(`/login/from/${id}?${idp.authorize(left, {})}`)
    expect(await whoIs(browser)).toMatchObject({
      email: 'ada@example.org',
      preferred_username: 'ada',
      identities: [{ issuer: 'https://git.example', sub: '583231' }],
    })
    expect(idp.seen.every(({ headers }) => headers.get('user-agent') === 'Amphora')).toBe(true)
  })

  it.each([
    { name: 'no document', documents: {} },
    { name: 'a document that is no object', documents: { '/api/v3/user': 'ada' } },
    { name: 'a document of nobody', documents: { '/api/v3/user': { message: 'Bad credentials' } } },
  ])('that gives $name signs nobody in', async ({ documents }) => {
    const { id, idp } = await server()
    idp.documents = documents
    const browser = new Browser()
    const left = await leave(browser, id)
    const page = await browser.open(`/login/from/${id}?${idp.authorize(left, {})}`)
    expect(page.status, inWords(page)).toBe(400)
  })

  it('that refuses the code with 200 signs nobody in', async () => {
    const { id, idp } = await server()
    const browser = new Browser()
    const response = idp.authorize(await leave(browser, id), {})
    response.set('code', 'another')
    expect((await browser.open(`/login/from/${id}?${response}`)).status).toBe(400)
  })
})

describe('Apple', () => {
  const ORIGIN = 'https://appleid.apple.com'

  async function apple() {
    const keys = await generateKeyPair('ES256', { extractable: true })
    const idp = new OpenIdUpstream(ORIGIN)
    const verified: JWTPayload[] = []
    // Its client secret is a JWT: what it says is looked at here, and then it is as good as a secret.
    idp.secret = async (given) => {
      const { payload } = await jwtVerify(given, keys.publicKey, { audience: ORIGIN })
      verified.push(payload)
      return true
    }
    const secret = await exportPKCS8(keys.privateKey)
    const told = { team_id: 'TEAM123456', key_id: 'KEY1234567', client_secret: secret }
    const id = await registerUpstream({ kind: 'apple', ...told, ...open })
    reach(idp)
    return { id, idp, verified }
  }

  /** As a browser does that comes from Apple: with no cookie of ours that is Lax, and with Apple's origin. */
  async function post(id: string, fields: URLSearchParams): Promise<Response> {
    return exports.default.fetch(`${ISSUER}/login/from/${id}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' },
      body: fields,
    })
  }

  async function comeBack(browser: Browser, id: string, fields: URLSearchParams): Promise<Page> {
    const posted = await post(id, fields)
    expect(posted.status).toBe(303)
    expect(posted.headers.getSetCookie()).toEqual([])
    const location = posted.headers.get('Location') ?? ''
    expect(location).toMatch(/^\/login\/from\/[a-z0-9]+\?state=[\w-]+$/)
    return browser.open(location)
  }

  it('posts its answer, which is kept and taken at our own GET, where Lax cookies arrive', async () => {
    const { id, idp, verified } = await apple()
    const browser = new Browser()
    const left = await leave(browser, id)
    expect(left.searchParams.get('response_mode')).toBe('form_post')
    const response = idp.authorize(
      left,
      somebody({ email: 'a@icloud.com', email_verified: 'true' }),
    )
    response.set('user', JSON.stringify({ name: { firstName: 'Ada', lastName: 'Lovelace' } }))
    const page = await comeBack(browser, id, response)
    expect(page.status, inWords(page)).toBe(200)
    expect(await whoIs(browser)).toMatchObject({ email: 'a@icloud.com', name: 'Ada Lovelace' })
    expect(verified).toEqual([expect.objectContaining({ iss: 'TEAM123456', sub: 'us' })])
  })

  it('is not believed in another browser, nor twice, nor by a code in the address', async () => {
    const { id, idp } = await apple()
    const browser = new Browser()
    const ada = somebody({ email: 'b@icloud.com', email_verified: true })
    const response = idp.authorize(await leave(browser, id), ada)
    expect((await comeBack(new Browser(), id, response)).status).toBe(400)
    const spoiled = new URLSearchParams({ ...Object.fromEntries(response), code: 'another' })
    // The first word counts: whoever learns a state cannot put another code in its place.
    await post(id, spoiled)
    await comeBack(browser, id, spoiled)
    expect(await whoIs(browser)).toHaveProperty('sub')
    expect((await post(id, response)).status).toBe(400)
    const another = new Browser()
    const query = idp.authorize(await leave(another, id), somebody())
    expect((await another.open(`/login/from/${id}?${query}`)).status).toBe(400)
  })

  it('whose state is not ours costs no call and keeps nothing', async () => {
    const { id } = await apple()
    const page = await post(id, new URLSearchParams({ state: 'invented', code: 'a' }))
    expect(page.status).toBe(400)
  })

  it('is not set up without its key (App Store Connect `.p8`)', async () => {
    const given = { id: 'apple', kind: 'apple', client_id: 'us', client_secret: 'no key' }
    const { status, body } = await admin('POST', '/upstreams', {
      ...given,
      team_id: 'TEAM123456',
      key_id: 'KEY1234567',
    })
    expect({ status, field: body['field'] }).toEqual({ status: 400, field: 'client_secret' })
  })
})

describe('Microsoft, for many directories', () => {
  const TID = '9188040d-6c67-4c5b-b112-36a304b66dad'
  const OTHER = '72f988bf-86f1-41af-91ab-2d7cd011db47'
  const issuerOf = (tid: string) => `https://login.microsoftonline.com/${tid}/v2.0`

  async function microsoft() {
    const idp = new OpenIdUpstream('https://login.microsoftonline.com')
    idp.path = '/common/v2.0'
    idp.lies.metadata = {
      issuer: issuerOf('{tenantid}'),
      authorization_response_iss_parameter_supported: false,
    }
    const id = await registerUpstream({ kind: 'microsoft', ...open })
    reach(idp)
    return { id, idp }
  }

  it('knows somebody by the issuer of their own directory', async () => {
    const { id, idp } = await microsoft()
    idp.lies.response = { iss: '' }
    const browser = new Browser()
    const ada = somebody({ iss: issuerOf(TID), tid: TID, email: 'a@acme.example', xms_edov: true })
    await signInWith(browser, { id, idp }, ada)
    expect(await whoIs(browser)).toMatchObject({
      email: 'a@acme.example',
      identities: [{ issuer: issuerOf(TID), sub: ada.sub }],
    })
  })

  it.each([
    { name: 'whose issuer is another directory', claims: { iss: issuerOf(OTHER), tid: TID } },
    { name: 'whose directory is no id', claims: { iss: issuerOf('x'), tid: 'x' } },
    { name: 'that names none', claims: { iss: issuerOf(TID) } },
  ])('refuses an ID token $name', async ({ claims }) => {
    const { id, idp } = await microsoft()
    idp.lies.response = { iss: '' }
    const page = await signInWith(new Browser(), { id, idp }, somebody(claims))
    expect(page.status, inWords(page)).toBe(400)
  })
})
