/** A device that asks for tokens of an API by name (RFC 8707). */
import { beforeAll, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { DEVICE_CODE, enterCode, registerDeviceClient, wordsOf } from '../support/device.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, postAs, registerPerson, type TestClient } from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'

const STOCK = 'urn:amphora:stock'
const ADA = 'ada@apis.amphora.test'
let tv: TestClient

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    scopes: [{ name: 'stock:count', description: 'Count the stock' }],
  })
  await admin('PATCH', '/tenant', {
    resource_servers: [
      {
        resource: STOCK,
        name: 'Stock',
        scopes: ['stock:count'],
        access_token_lifetime: 60,
        access_token_signing_alg: 'EdDSA',
      },
    ],
  })
  tv = await registerDeviceClient({ scopes: ['openid', 'stock:count'] })
  await registerPerson(ADA)
})

const ask = (resource: string) =>
  postAs(tv, '/oauth/device_authorization', { scope: 'openid stock:count', resource })

it('gets a token for that API, which the person has read the name of', async () => {
  const { body: codes } = await ask(STOCK)
  const browser = new Browser()
  const login = await enterCode(browser, String(codes['user_code']))
  const approval = await browser.submit(login, { username: ADA, password: PASSWORD })
  expect(wordsOf(approval)).toContain('Stock: Count the stock')
  await browser.submit(approval, { decision: 'approve' })
  const poll = { grant_type: DEVICE_CODE, device_code: String(codes['device_code']) }
  const { status, body } = await postAs(tv, '/oauth/token', poll)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(claimsIn(String(body['access_token']))).toMatchObject({ aud: STOCK })
  expect(claimsIn(String(body['id_token']))).toMatchObject({ aud: tv.clientId, iss: ISSUER })
})

it('is refused an API that there is not', async () => {
  expect(await ask('https://evil.example/')).toMatchObject({
    status: 400,
    body: { error: 'invalid_target' },
  })
})
