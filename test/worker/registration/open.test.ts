/** Registration without any leave: it is bounded, and never ends in a client of the operator's own. */
import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_OPEN_CLIENTS } from '../../../src/domain/registration.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { REDIRECT_URI } from '../support/reading_world.ts'
import { authorizeUrl } from '../support/relying_party.ts'
import { leave, MINIMAL, openRegistration, register, registered, send } from './house.ts'

beforeAll(() => vi.useFakeTimers({ toFake: ['Date'] }))
beforeEach(async () => {
  await openRegistration({
    scopes: [{ name: 'orders:read', description: 'See your orders' }],
  })
  // Another hour for each test.
  vi.setSystemTime(Date.now() + 3_600_000)
})
afterEach(() => vi.restoreAllMocks())

const isTooMany = { status: 429, body: { error: 'temporarily_unavailable' } }

describe('a client that comes uninvited', () => {
  it('may ask people for what they may grant to anybody', async () => {
    const { body } = await registered({ grant_types: ['authorization_code', 'refresh_token'] })
    expect(body['scope']).toBe('openid profile email phone address offline_access')
  })

  it.each([
    {
      name: 'tokens without a person',
      given: { grant_types: ['client_credentials'], response_types: [] },
    },
    { name: 'scopes of the tenant’s APIs', given: { scope: 'openid orders:read' } },
  ])('gets no $name', async ({ given }) => {
    expect(await register({ ...MINIMAL, ...given })).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    })
  })

  it('signs its requests like any other, whatever it says, where the tenant demands that', async () => {
    const { clientId } = await registered({ require_signed_request_object: false })
    const plain = {
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid',
    }
    const page = await new Browser().open(authorizeUrl(plain))
    expect(page.text).toContain('request_missing')
  })

  it('brings a token that is right or none: a wrong one is not ignored', async () => {
    expect((await register(MINIMAL, 'made-up')).status).toBe(401)
  })
})

describe('how many come uninvited', () => {
  it('is bounded by the hour, however many come at once', async () => {
    await openRegistration({ open_registrations_per_hour: 3 })
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(MINIMAL)))
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
      '201',
      '201',
      '201',
      '429',
      '429',
      '429',
    ])
    expect(answers.find(({ status }) => status === 429)?.headers.get('Retry-After')).toBe('60')
    const { token } = await leave()
    expect((await register(MINIMAL, token)).status).toBe(201)
    vi.setSystemTime(Date.now() + 3_600_000)
    expect((await register(MINIMAL)).status).toBe(201)
  })

  it('is bounded in all, and a client that goes makes room', async () => {
    const { uri, token } = await registered()
    const tenant = env.TENANT.getByName(MAIN_TENANT)
    await runInDurableObject(tenant, (_, state) => {
      const hour = Math.floor(Date.now() / 3_600_000)
      const record = JSON.stringify({ hour, inHour: 1, living: MOST_OPEN_CLIENTS })
      state.storage.sql.exec(
        "UPDATE documents SET record = ? WHERE name = 'open_registrations'",
        record,
      )
    })
    expect(await register(MINIMAL)).toMatchObject(isTooMany)
    expect((await send('DELETE', uri, { token })).status).toBe(204)
    expect((await register(MINIMAL)).status).toBe(201)
    expect(await register(MINIMAL)).toMatchObject(isTooMany)
  })

  it('is bounded for each source', async () => {
    const limit = vi.spyOn(env.REFUSALS, 'limit').mockResolvedValue({ success: false })
    expect(await register(MINIMAL)).toMatchObject(isTooMany)
    expect(limit).toHaveBeenCalledWith({ key: expect.stringMatching(/^registration\|/) })
  })
})

it('is closed unless an operator opens it, to all alike', async () => {
  const { token } = await leave()
  await admin('PATCH', '/tenant', { registration: 'off' })
  for (const given of [undefined, token]) {
    expect(await register(MINIMAL, given)).toMatchObject({
      status: 403,
      body: { error: 'access_denied' },
    })
  }
})
