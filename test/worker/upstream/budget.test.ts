/** What a sign-in with others costs, in calls of objects and rows, as docs/architecture.md tells it. */
import { afterEach, expect, it, vi } from 'vitest'
import { rowCount } from '../../../src/objects/base.ts'
import { Browser } from '../support/browser.ts'
import { logOf } from '../support/signed_in.ts'
import { elsewhere, forgetUpstreams, leave, signInWith, somebody } from './house.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

it('out: one call and one row; back, known: four calls and two rows; new: seven and six', async () => {
  const there = await elsewhere({ sign_up: 'create', trusts_email: ['*'] })
  const ada = somebody({ email: 'cost@example.org', email_verified: true })
  await signInWith(
    new Browser(),
    there,
    somebody({ email: 'warm@example.org', email_verified: true }),
  )
  const requests = logOf('request')
  const callsTo = (path: string) =>
    requests().findLast((line) => String(line['path']).startsWith(path))?.['object_calls']
  const cost = async (path: string, work: () => Promise<unknown>) => {
    const before = rowCount.written
    await work()
    return { calls: callsTo(path), rows: rowCount.written - before }
  }
  const come = (browser: Browser, left: URL) =>
    browser.open(`/login/from/${there.id}?${there.idp.authorize(left, ada)}`)
  const first = new Browser()
  let left = new URL('about:blank')
  expect(
    await cost('/login/with', async () => {
      left = await leave(first, there.id)
    }),
  ).toEqual({ calls: 1, rows: 1 })
  expect(await cost('/login/from', () => come(first, left))).toEqual({ calls: 7, rows: 6 })
  const second = new Browser()
  left = await leave(second, there.id)
  expect(await cost('/login/from', () => come(second, left))).toEqual({ calls: 4, rows: 2 })
  expect(there.idp.count('/.well-known/openid-configuration')).toBe(1)
  expect(there.idp.count('/jwks')).toBe(1)
})
