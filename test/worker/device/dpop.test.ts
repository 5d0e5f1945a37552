/** A device with a key: its tokens are bound to it (RFC 9449 §5), for whom no secret could be kept. */
import { expect, it } from 'vitest'
import { Browser } from '../support/browser.ts'
import { approve, DEVICE_CODE, registerDeviceClient } from '../support/device.ts'
import {
  askWithProof,
  newHolder,
  postWithProof,
  PUBLIC_CLIENT,
  refreshWithProof,
  TOKEN_URL,
} from '../support/dpop.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson } from '../support/relying_party.ts'

it('holds tokens that only its key can use and refresh, and gets none without a proof', async () => {
  const ADA = 'ada@bound.amphora.test'
  await registerPerson(ADA)
  const { clientId } = await registerDeviceClient({
    ...PUBLIC_CLIENT,
    dpop_bound_access_tokens: true,
  })
  const tv = { clientId, secret: '' }
  const [holder, thief] = [await newHolder(), await newHolder()]
  const scope = 'openid email offline_access'
  const codes = await postWithProof(tv, `${ISSUER}/oauth/device_authorization`, { scope })
  await approve(new Browser(), String(codes.body['user_code']), ADA)

  const device_code = String(codes.body['device_code'])
  const poll = (proof?: string) =>
    postWithProof(tv, TOKEN_URL, { grant_type: DEVICE_CODE, device_code }, proof)
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } })
  const { status, body } = await poll(await holder.proof(TOKEN_URL))
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body['token_type']).toBe('DPoP')

  const token = String(body['access_token'])
  expect(await askWithProof(token, await holder.proofWith(token))).toMatchObject({ status: 200 })
  expect(await askWithProof(token, await thief.proofWith(token))).toMatchObject({ status: 401 })
  const refreshToken = String(body['refresh_token'])
  const stolen = await refreshWithProof(tv, refreshToken, await thief.proof(TOKEN_URL))
  expect(stolen.status).toBe(400)
  const refreshed = await refreshWithProof(tv, refreshToken, await holder.proof(TOKEN_URL))
  expect(refreshed.status).toBe(200)
})
