/** Front-Channel Logout 1.0: the last page of a sign-out loads what clients have registered, and only then goes on. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'

const ADA = 'ada@front.amphora.test'
const AFTER = 'https://rp.amphora.test/signed-out'
let client: TestClient
let other: TestClient

beforeAll(async () => {
  client = await registerClient({
    consent: 'skip',
    frontchannel_logout_uri: 'https://rp.amphora.test/out?a=b',
    frontchannel_logout_session_required: true,
  })
  other = await registerClient({
    consent: 'skip',
    redirect_uris: ['https://rp.amphora.test/cb', 'https://other.example/cb'],
    frontchannel_logout_uri: 'https://other.example/out',
  })
  await registerPerson(ADA)
})

async function signedIn(clients: TestClient[], browser = new Browser(), email = ADA) {
  const hints: string[] = []
  for (const each of clients) {
    const page = await browser.open(await each.requestUrl())
    const answer = page.left ? page : await signIn(browser, page, email)
    hints.push(String((await redeem(each, codeOf(answer))).body['id_token']))
  }
  return { browser, hints, hint: hints[0] ?? '' }
}

const logoutUrl = (parameters: Record<string, string>) =>
  `/oauth/logout?${new URLSearchParams(parameters)}`

const framesOf = ({ text }: Page): URL[] =>
  [...text.matchAll(/<iframe[^>]*? src="([^"]+)"/g)].map(
    ([, src = '']) => new URL(src.replaceAll('&amp;', '&')),
  )

const sourcesOf = ({ headers }: Page): string | undefined =>
  /frame-src ([^;]+)/.exec(headers.get('Content-Security-Policy') ?? '')?.[1]

describe('the page of a sign-out', () => {
  it('has a frame for each client of the session, with iss and the sid of its ID token (§2)', async () => {
    const { browser, hints } = await signedIn([client, other])
    const page = await browser.open(logoutUrl({ id_token_hint: hints[0] ?? '' }))
    expect(page.status).toBe(200)
    const said = framesOf(page).map(({ origin, pathname, searchParams }) => ({
      to: origin + pathname,
      ...Object.fromEntries(searchParams),
    }))
    const sids = hints.map((hint) => claimsIn(hint)['sid'])
    expect(said).toEqual([
      { to: 'https://rp.amphora.test/out', a: 'b', iss: ISSUER, sid: sids[0] },
      { to: 'https://other.example/out', iss: ISSUER, sid: sids[1] },
    ])
  })

  it('lets nothing into its frames but those origins', async () => {
    const { browser, hint } = await signedIn([client, other])
    const page = await browser.open(logoutUrl({ id_token_hint: hint }))
    expect(sourcesOf(page)).toBe('https://rp.amphora.test https://other.example')
    expect(page.headers.get('Refresh')).toBeNull()
  })

  it('goes on to the app after the frames, without scripts too', async () => {
    const { browser, hint } = await signedIn([client])
    const parameters = { id_token_hint: hint, post_logout_redirect_uri: AFTER, state: '"><b>' }
    const page = await browser.open(logoutUrl(parameters))
    const next = `${AFTER}?${new URLSearchParams({ state: '"><b>' })}`
    expect(page.left).toBeUndefined()
    expect(framesOf(page)).toHaveLength(1)
    expect(page.headers.get('Refresh')).toBe(`0; url=${next}`)
    expect(page.text).toContain(`id="go-on" href="${next}"`)
    expect(page.text).not.toContain('"><b>')
  })

  it('comes after the question too, where the person signs out of their own accord', async () => {
    const { browser } = await signedIn([client])
    const page = await browser.submit(await browser.open('/logout'))
    expect(framesOf(page)).toHaveLength(1)
  })

  it('speaks of every account that is signed out, and of no other', async () => {
    const eve = 'eve@front.amphora.test'
    await registerPerson(eve)
    const { browser, hint } = await signedIn([client])
    const hers = new Browser()
    const second = await signedIn([client], hers, eve)
    const page = await browser.open(logoutUrl({ id_token_hint: hint }))
    expect(framesOf(page).map((uri) => uri.searchParams.get('sid'))).toEqual([
      claimsIn(hint)['sid'],
    ])
    const theirs = await hers.open(logoutUrl({ id_token_hint: second.hint }))
    expect(framesOf(theirs)).toHaveLength(1)
  })

  it('is none where no client is to be told: the browser goes straight on', async () => {
    const plain = await registerClient({ consent: 'skip' })
    const { browser, hint } = await signedIn([plain])
    const page = await browser.open(
      logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: AFTER }),
    )
    expect(page.left?.href).toBe(AFTER)
  })

  it('has no frame of a client that was switched off meanwhile', async () => {
    const gone = await registerClient({
      consent: 'skip',
      frontchannel_logout_uri: 'https://rp.amphora.test/gone',
    })
    const { browser, hints } = await signedIn([client, gone])
    await admin('PATCH', `/oauth/clients/${gone.clientId}`, { disabled: true })
    const page = await browser.open(logoutUrl({ id_token_hint: hints[0] ?? '' }))
    expect(framesOf(page)).toHaveLength(1)
  })
})

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'myapp://out',
  'http://rp.amphora.test/out',
  'https://rp.amphora.test:8443/out',
  'https://evil.example/out',
  'https://rp.amphora.test/out#x',
  'https://rp.amphora.test/out?sid=1',
  'https://rp.amphora.test/out?iss=1',
])('%s cannot be registered (catalogue 163, §2)', async (uri) => {
  const { status, body } = await admin('PATCH', `/oauth/clients/${client.clientId}`, {
    frontchannel_logout_uri: uri,
  })
  expect(status).toBe(400)
  expect(body).toMatchObject({ error: 'invalid_client_metadata', field: 'frontchannel_logout_uri' })
})

it('redirect URIs cannot move away from under it (KC#50982)', async () => {
  const { status } = await admin('PATCH', `/oauth/clients/${client.clientId}`, {
    redirect_uris: ['https://elsewhere.example/cb'],
  })
  expect(status).toBe(400)
})

it('discovery says that it works, with sid (§3; Back-Channel Logout §2.1)', async () => {
  const response = await exports.default.fetch(`${ISSUER}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  })
})
