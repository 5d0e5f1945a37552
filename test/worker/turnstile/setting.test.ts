/** The setting `turnstile`: set up, changed and turned off by an operator, who never reads the secret again. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { openTurnstileSecret } from '../../../src/crypto/turnstile_secret.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin, auditOf } from '../admin/house.ts'
import { worldOfRequest } from '../support/signed_in.ts'
import { SECRET, SITE_KEY } from './house.ts'

const change = (turnstile: unknown, headers = {}) =>
  admin('PATCH', '/tenant', { turnstile }, headers)
const standing = async () => (await admin('GET', '/tenant')).body['turnstile']

beforeEach(() => change(null))

/** The secret that forms are verified by, as `Tenant` has it. */
async function secretInUse(): Promise<string> {
  const { registry, tenants } = worldOfRequest()
  const { turnstile } = await tenants.settings()
  expect(turnstile).not.toBeNull()
  const { site_key = '', sealed_secret = '' } = turnstile ?? {}
  return openTurnstileSecret(await registry.keys(), site_key, sealed_secret)
}

describe('the setting', () => {
  it('is off where nobody has set it', async () => {
    expect(await standing()).toBeNull()
  })

  it('is told without its secret, which is sealed at rest', async () => {
    const answers = [
      await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up', 'recovery'] }),
      await admin('GET', '/tenant'),
      await admin('GET', '/audit'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await standing()).toEqual({ site_key: SITE_KEY, on: ['sign_up', 'recovery'] })
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(
      /secret-of-the-tests|sealed/,
    )
    const stored = await runInDurableObject(env.TENANT.getByName(MAIN_TENANT), (_tenant, state) =>
      JSON.stringify(state.storage.sql.exec('SELECT record FROM documents').toArray()),
    )
    expect(stored).toContain('sealed_secret')
    expect(stored).not.toContain(SECRET)
    expect(await secretInUse()).toBe(SECRET)
  })

  it('leaves a line in the audit that names the field alone', async () => {
    await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] })
    expect((await auditOf('tenant.updated'))[0]).toMatchObject({
      detail: { fields: ['turnstile'] },
    })
  })

  it('keeps the secret of the same widget, so that what was read can be sent back', async () => {
    await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] })
    const read = await standing()
    expect((await change({ ...(read as object), on: ['sign_in'] })).status).toBe(200)
    expect(await standing()).toEqual({ site_key: SITE_KEY, on: ['sign_in'] })
    expect(await secretInUse()).toBe(SECRET)
  })

  it('takes a new secret of the same widget', async () => {
    await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] })
    await change({ site_key: SITE_KEY, secret: 'rotated', on: ['sign_up'] })
    expect(await secretInUse()).toBe('rotated')
  })

  it('is set up anew after it was turned off', async () => {
    await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] })
    await change(null)
    expect(await standing()).toBeNull()
    expect((await change({ site_key: SITE_KEY, on: ['sign_up'] })).status).toBe(400)
  })

  it.each([
    {
      name: 'without a secret',
      given: { site_key: SITE_KEY, on: ['sign_up'] },
      field: 'turnstile',
    },
    { name: 'before nothing', given: { site_key: SITE_KEY, secret: SECRET, on: [] } },
    {
      name: 'before what is no form',
      given: { site_key: SITE_KEY, secret: SECRET, on: ['token'] },
    },
    { name: 'without a site_key', given: { secret: SECRET, on: ['sign_up'] } },
    {
      name: 'with a site_key that is markup',
      given: { site_key: '"><script>', secret: SECRET, on: ['sign_up'] },
    },
    { name: 'with an empty secret', given: { site_key: SITE_KEY, secret: '', on: ['sign_up'] } },
    {
      name: 'with a sealed secret of their own',
      given: { site_key: SITE_KEY, sealed_secret: 'x', on: ['sign_up'] },
    },
    { name: 'as a switch', given: true },
  ])('is refused $name', async ({ given, field }) => {
    const { status, body } = await change(given)
    expect(status).toBe(400)
    expect(body['error']).toBe('invalid_request')
    expect(String(body['field'])).toMatch(field ?? /^turnstile/)
    expect(await standing()).toBeNull()
  })

  it('of another widget needs the secret of that one', async () => {
    await change({ site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] })
    const { status, body } = await change({ site_key: 'another', on: ['sign_up'] })
    expect({ status, body }).toMatchObject({ status: 400, body: { field: 'turnstile' } })
    expect(await standing()).toMatchObject({ site_key: SITE_KEY })
  })

  it('is changed at the revision that was read alone', async () => {
    const { headers } = await admin('GET', '/tenant')
    const tag = { 'If-Match': headers.get('ETag') ?? '' }
    const turnstile = { site_key: SITE_KEY, secret: SECRET, on: ['sign_up'] }
    expect((await change(turnstile, tag)).status).toBe(200)
    expect((await change(null, tag)).status).toBe(412)
  })
})
