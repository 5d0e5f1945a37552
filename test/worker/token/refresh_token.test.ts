/** Refresh tokens: catalogue A6, and the table of docs/architecture.md. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { openRefreshToken } from '../../../src/protocol/tokens/refresh_token.ts'
import { admin } from '../admin/house.ts'
import { registerClient, type TestClient } from '../support/relying_party.ts'
import {
  claimsIn,
  invalidGrant,
  isGood,
  logOf,
  newTokens,
  refresh,
  signedInPerson,
  tokensOf,
  worldOfRequest,
  type SignedInPerson,
} from '../support/signed_in.ts'

let client: TestClient
let other: TestClient
let ada: SignedInPerson

beforeAll(async () => {
  client = await registerClient()
  other = await registerClient()
  ada = await signedInPerson()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

async function generationOf(refreshToken: string): Promise<number | undefined> {
  const keys = await worldOfRequest().registry.keys()
  return (await openRefreshToken(keys, refreshToken))?.generation
}

const next = async (token: string, as = client) => tokensOf(await refresh(as, token))

describe('a refresh', () => {
  it('answers the next generation and a new access token, and the old one lives on', async () => {
    const first = await newTokens(client, ada)
    const second = await next(first.refresh)
    expect(await generationOf(second.refresh)).toBe(((await generationOf(first.refresh)) ?? 0) + 1)
    expect(second.access).not.toBe(first.access)
    expect(await isGood(first.access)).toBe(true)
    expect(await isGood(second.access)).toBe(true)
  })

  it('has an ID token like the first, newer and without nonce (OpenID Connect Core §12.2)', async () => {
    const first = await newTokens(client, ada, { details: { nonce: 'a nonce' } })
    pass(5)
    const [one, two] = [claimsIn(first.id), claimsIn((await next(first.refresh)).id)]
    for (const name of ['iss', 'sub', 'aud', 'auth_time', 'sid', 'acr', 'amr']) {
      expect(two[name]).toEqual(one[name])
    }
    expect(Number(two['iat'])).toBeGreaterThanOrEqual(Number(one['iat']) + 5)
    expect(two).not.toHaveProperty('nonce')
  })

  it('stays at its generation where the client does not rotate', async () => {
    const steady = await registerClient({ refresh_token_rotation: 'none' })
    const first = await newTokens(steady, ada)
    const second = await next(first.refresh, steady)
    expect(await generationOf(second.refresh)).toBe(await generationOf(first.refresh))
    pass(60)
    await next(first.refresh, steady)
  })

  it('narrows the access token alone, never the family (catalogue 118)', async () => {
    const { refresh: token } = await newTokens(client, ada)
    const narrow = await refresh(client, token, { scope: 'email' })
    expect(narrow.body).toMatchObject({ scope: 'email' })
    expect(narrow.body).not.toHaveProperty('id_token')
    const wide = await refresh(client, tokensOf(narrow).refresh)
    expect(wide.body['scope']).toBe('openid profile email offline_access')
  })

  it('for more than was granted is invalid_scope and uses nothing up (catalogue 118)', async () => {
    const { refresh: token } = await newTokens(client, ada, {
      details: { scope: ['openid', 'offline_access'] },
    })
    const asked = await refresh(client, token, { scope: 'openid email' })
    expect(asked).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    pass(60)
    await next(token)
  })
})

describe('the same refresh token twice', () => {
  it('100 at once all get the next generation, in envelopes of their own (catalogue 111)', async () => {
    const { refresh: token } = await newTokens(client, ada)
    const answers = await Promise.all(Array.from({ length: 100 }, () => next(token)))
    const generations = await Promise.all(answers.map((each) => generationOf(each.refresh)))
    expect(new Set(generations)).toEqual(new Set([2]))
    expect(new Set(answers.map((each) => each.refresh)).size).toBe(100)
    await next(answers[7]?.refresh ?? '')
  })

  it('within the grace answers the current generation again: the answer was lost (catalogue 113)', async () => {
    const { refresh: token } = await newTokens(client, ada)
    const lost = await next(token)
    pass(9)
    const again = await next(token)
    expect(await generationOf(again.refresh)).toBe(await generationOf(lost.refresh))
    await next(again.refresh)
  })

  it('after the grace ends the family: every refresh and access token (catalogue 112)', async () => {
    const reuse = logOf('rt_reuse')
    const { refresh: token } = await newTokens(client, ada)
    const current = await next(token)
    pass(11)
    expect(await refresh(client, token)).toMatchObject(invalidGrant)
    expect(await refresh(client, current.refresh)).toMatchObject(invalidGrant)
    expect(await isGood(current.access)).toBe(false)
    expect(reuse()).toMatchObject([{ client_id: client.clientId, sub: ada.sub }])
  })

  it('whoever stole it and was first, the family ends when the other comes (catalogue 114)', async () => {
    const { refresh: stolen } = await newTokens(client, ada)
    const thief = await next(stolen)
    pass(30)
    expect(await refresh(client, stolen)).toMatchObject(invalidGrant)
    expect(await refresh(client, thief.refresh)).toMatchObject(invalidGrant)
    expect(await isGood(thief.access)).toBe(false)
  })

  it('two generations old ends the family even within the grace (catalogue 115)', async () => {
    const { refresh: grandparent } = await newTokens(client, ada)
    const current = await next((await next(grandparent)).refresh)
    expect(await refresh(client, grandparent)).toMatchObject(invalidGrant)
    expect(await refresh(client, current.refresh)).toMatchObject(invalidGrant)
  })

  it('after its successor was used ends the family (catalogue 116)', async () => {
    const { refresh: parent } = await newTokens(client, ada)
    const successor = await next(parent)
    const current = await next(successor.refresh)
    expect(await refresh(client, parent)).toMatchObject(invalidGrant)
    expect(await refresh(client, current.refresh)).toMatchObject(invalidGrant)
  })

  it('is remembered by the object, not by the isolate (catalogue 122)', async () => {
    const { refresh: token } = await newTokens(client, ada)
    const current = await next(token)
    await evictDurableObject(env.USER.getByName(`main:${ada.sub}`))
    pass(11)
    expect(await refresh(client, token)).toMatchObject(invalidGrant)
    expect(await refresh(client, current.refresh)).toMatchObject(invalidGrant)
  })
})

describe('a refresh token of somebody else', () => {
  it('is invalid_grant, the family lives on, and the log tells (catalogue 117)', async () => {
    const foreign = logOf('rt_foreign_client')
    const { refresh: token } = await newTokens(client, ada)
    expect(await refresh(other, token)).toMatchObject(invalidGrant)
    expect(foreign()).toMatchObject([{ client_id: other.clientId }])
    await next(token)
  })

  it('without authentication is invalid_client (catalogue 88, 117)', async () => {
    const { refresh: token } = await newTokens(client, ada)
    const nobody = { ...client, secret: '' }
    expect(await refresh(nobody, token)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    await next(token)
  })

  it.each(['access', 'id'] as const)(
    'the %s token is none, and no object is asked (catalogue 125)',
    async (kind) => {
      const tokens = await newTokens(client, ada)
      const asked = logOf('request')
      expect(await refresh(client, tokens[kind])).toMatchObject(invalidGrant)
      expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
    },
  )

  it('a missing one is invalid_request', async () => {
    expect(await refresh(client, '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })
})

describe('the end of a family', () => {
  it('comes after 365 days, however fresh each token is (catalogue 119)', async () => {
    const eve = await signedInPerson()
    let { refresh: token } = await newTokens(client, eve)
    for (let month = 0; month < 13; month++) {
      pass(28 * DAY)
      token = (await next(token)).refresh
    }
    pass(2 * DAY)
    expect(await refresh(client, token)).toMatchObject(invalidGrant)
  })

  it('comes after 30 days of silence', async () => {
    const { refresh: token } = await newTokens(client, ada)
    pass(30 * DAY + 1)
    expect(await refresh(client, token)).toMatchObject(invalidGrant)
  })

  it.each<{ name: string; end: (person: SignedInPerson) => Promise<unknown> }>([
    {
      name: 'the password changed',
      end: ({ sub }) => admin('PATCH', `/users/${sub}`, { password: 'another battery horse' }),
    },
    {
      name: 'the person was disabled',
      end: ({ sub }) => admin('PATCH', `/users/${sub}`, { disabled: true }),
    },
    { name: 'the person was deleted', end: ({ sub }) => admin('DELETE', `/users/${sub}`) },
    { name: 'the grants were ended', end: ({ sub }) => admin('DELETE', `/users/${sub}/grants`) },
  ])('comes at once when $name (catalogue 120)', async ({ end }) => {
    const eve = await signedInPerson()
    const tokens = await newTokens(client, eve)
    await end(eve)
    expect(await refresh(client, tokens.refresh)).toMatchObject(invalidGrant)
    expect(await isGood(tokens.access)).toBe(false)
  })

  it('does not come with the end of the session: it is offline access', async () => {
    const eve = await signedInPerson()
    const tokens = await newTokens(client, eve)
    await admin('DELETE', `/users/${eve.sub}/sessions`)
    await next(tokens.refresh)
  })

  it('comes when everything of the client is revoked (catalogue 121)', async () => {
    const app = await registerClient()
    const tokens = await newTokens(app, ada)
    await admin('POST', `/oauth/clients/${app.clientId}/revoke-grants`)
    expect(await refresh(app, tokens.refresh)).toMatchObject(invalidGrant)
    expect(await isGood(tokens.access)).toBe(false)
  })

  it('comes when offline_access is taken from the client (GHSA-895x-rfqp-jh5c, catalogue 123)', async () => {
    const app = await registerClient()
    const { refresh: token } = await newTokens(app, ada)
    await admin('PATCH', `/oauth/clients/${app.clientId}`, { scopes: ['openid', 'email'] })
    expect(await refresh(app, token)).toMatchObject(invalidGrant)
  })

  it('leaves out a scope that was taken from the client (catalogue 123)', async () => {
    const app = await registerClient()
    const { refresh: token } = await newTokens(app, ada)
    await admin('PATCH', `/oauth/clients/${app.clientId}`, {
      scopes: ['openid', 'profile', 'offline_access'],
    })
    expect((await refresh(app, token)).body['scope']).toBe('openid profile offline_access')
  })
})

it('no token is stored: an object knows generations, and the admin API shows no more (catalogue 126)', async () => {
  const eve = await signedInPerson()
  const tokens = await newTokens(client, eve)
  const stored = await runInDurableObject(env.USER.getByName(`main:${eve.sub}`), (_, { storage }) =>
    JSON.stringify(
      storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .toArray()
        .filter(({ name }) => !name.startsWith('_'))
        .map(({ name }) => storage.sql.exec(`SELECT * FROM ${name}`).toArray()),
    ),
  )
  const shown = JSON.stringify((await admin('GET', `/users/${eve.sub}/grants`)).body)
  expect(stored).toContain(client.clientId)
  expect(shown).toContain(client.clientId)
  for (const token of Object.values(tokens)) {
    expect(stored).not.toContain(token)
    expect(shown).not.toContain(token)
  }
})
