/** The apps that a person has let in: shown in words, and out at once when access is taken back. */
import { describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { codeOf, redeem, registerClient, type TestClient } from '../support/relying_party.ts'
import { introspect, isGood, refresh, tokensOf, type Tokens } from '../support/signed_in.ts'
import { ownerAtHome, type Owner } from './account_house.ts'

const OFFLINE = { scope: 'openid profile email offline_access' }

/** Lets an app in, as a person does. */
async function letIn({ browser }: Owner, client: TestClient): Promise<string> {
  const page = await browser.open(await client.requestUrl(OFFLINE))
  return codeOf(page.left ? page : await browser.submit(page, { decision: 'approve' }))
}

const tokensFor = async (owner: Owner, client: TestClient): Promise<Tokens> =>
  tokensOf(await redeem(client, await letIn(owner, client)))

const takeBack = ({ browser, sub }: Owner, { clientId }: TestClient) =>
  browser.post('/account/app', { account: sub, client_id: clientId })

describe('connected apps', () => {
  it('are shown with what each may do', async () => {
    const owner = await ownerAtHome()
    expect((await owner.browser.open('/account')).text).toContain('No app has access')
    const client = await registerClient({ name: 'Print Shop <b>' })
    await tokensFor(owner, client)
    const { text } = await owner.browser.open('/account')
    expect(text).toContain('Print Shop &lt;b&gt;')
    expect(text).toContain('See your email address')
    expect(text).toContain('Keep this access while you are away')
  })

  it('are out at once: tokens, refresh tokens, codes and consent', async () => {
    const owner = await ownerAtHome()
    const [client, other] = [await registerClient(), await registerClient()]
    const tokens = await tokensFor(owner, client)
    const kept = await tokensFor(owner, other)
    const code = await letIn(owner, client)
    expect(await isGood(tokens.access)).toBe(true)
    const page = await takeBack(owner, client)
    expect(page.url).toBe(`${ISSUER}/account?done=app`)
    expect(page.text).not.toContain(`value="${client.clientId}"`)
    expect(await isGood(tokens.access)).toBe(false)
    expect(await introspect(client, tokens.access)).toEqual({ active: false })
    for (const answer of [await refresh(client, tokens.refresh), await redeem(client, code)]) {
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    }
    // Another app keeps what it has, and this one has to ask.
    expect(await isGood(kept.access)).toBe(true)
    const asked = await owner.browser.open(await client.requestUrl(OFFLINE))
    expect(asked.form?.action).toBe('/consent')
  })

  it('are out once, however often the button is pressed', async () => {
    const owner = await ownerAtHome()
    const client = await registerClient()
    await tokensFor(owner, client)
    const pages = await Promise.all([1, 2, 3].map(() => takeBack(owner, client)))
    for (const page of pages) expect(page.url).toBe(`${ISSUER}/account?done=app`)
    const { body } = await admin('GET', `/users/${owner.sub}/events`)
    expect(body['items']).toMatchObject([{ event: 'app_disconnected', client_id: client.clientId }])
  })

  it('that were never let in leave no trace', async () => {
    const owner = await ownerAtHome()
    await owner.browser.post('/account/app', { account: owner.sub, client_id: 'client_invented' })
    const { body } = await admin('GET', `/users/${owner.sub}/events`)
    expect(body['items']).toEqual([])
  })

  it('of another person are not touched', async () => {
    const [ada, bob] = [await ownerAtHome(), await ownerAtHome()]
    const client = await registerClient()
    await tokensFor(ada, client)
    const tokens = await tokensFor(bob, client)
    await takeBack(ada, client)
    expect(await isGood(tokens.access)).toBe(true)
    expect((await ada.browser.open('/account')).text).toContain('You took access back from')
  })

  it('whose client is gone are shown by their id, and can still be taken back', async () => {
    const owner = await ownerAtHome()
    const client = await registerClient()
    await tokensFor(owner, client)
    await admin('DELETE', `/oauth/clients/${client.clientId}`)
    expect((await owner.browser.open('/account')).text).toContain(client.clientId)
    await takeBack(owner, client)
    expect((await owner.browser.open('/account')).text).toContain('No app has access')
  })
})
