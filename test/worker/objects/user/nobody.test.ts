/** Who is not there, or never was: asked like anybody, at the cost of nothing. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { MAIN_TENANT, newGrantId, newSessionId, type TokenId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import { newTally } from '../../../../src/stores/tally.ts'
import { createUsers, type UserHandle } from '../../../../src/stores/users.ts'
import {
  approvalOf,
  CLIENT,
  OFFLINE,
  POLICY,
  redemptionOf,
  refreshOf,
  rowsOf,
  signedIn,
  signInOf,
} from '../house.ts'

const key = { sessionId: newSessionId(), cookieId: 'a cookie' }
const grantId = newGrantId()
const tokenId = 'a token' as TokenId
const keep = { grantId, details: OFFLINE, until: 9_999_999_999 }

/** What the flows ask, and what nobody answers. */
const QUESTIONS: { name: string; ask: (user: UserHandle) => Promise<unknown>; answer: unknown }[] =
  [
    { name: 'credentials', ask: (user) => user.credentials(), answer: undefined },
    {
      name: 'a sign-in',
      ask: (user) => user.signIn(signInOf({ passwordHash: 'newer', credentialEpoch: 1 })),
      answer: err('refused'),
    },
    { name: 'an account', ask: (user) => user.account(key, POLICY), answer: err('no_session') },
    {
      name: 'an approval',
      ask: (user) => user.approve(approvalOf(key, { isConsentGiven: true, keep })),
      answer: err({ kind: 'no_session' }),
    },
    { name: 'a code', ask: (user) => user.redeem(redemptionOf(key)), answer: err('ended') },
    {
      name: 'a long code',
      ask: (user) => user.redeem(redemptionOf(key, { details: null })),
      answer: err('ended'),
    },
    {
      name: 'a refresh token',
      ask: (user) => user.refresh(refreshOf(grantId, 1)),
      answer: err('unknown'),
    },
    {
      name: 'an access token',
      ask: (user) => user.inspect({ grantId, tokenId, clientEpoch: 0, policy: POLICY }),
      answer: err('ended'),
    },
    {
      name: 'the end of an access token',
      ask: (user) => user.revokeToken(grantId, tokenId, 9_999_999_999, CLIENT),
      answer: undefined,
    },
    {
      name: 'the end of a grant',
      ask: (user) => user.revokeGrant(grantId, CLIENT),
      answer: undefined,
    },
    { name: 'a sign-out', ask: (user) => user.signOut(key), answer: err('no_session') },
  ]

it('the tenant’s nobody stays nobody, whatever is asked', async () => {
  const nobody = createUsers(env.USER, MAIN_TENANT, newTally()).nobody()
  for (const { ask, answer } of QUESTIONS) expect(await ask(nobody)).toEqual(answer)
  const written = await Promise.all(
    Array.from({ length: 16 }, (_, drawn) =>
      runInDurableObject(env.USER.getByName(`${MAIN_TENANT}:nobody${drawn}`), (_, { storage }) =>
        storage.sql
          .exec("SELECT name FROM sqlite_master WHERE substr(name, 1, 1) <> '_'")
          .toArray(),
      ),
    ),
  )
  expect(written.flat()).toEqual([])
})

it('is one of sixteen, so that a flood of unknown names meets no single object (catalogue 164)', async () => {
  const asked = new Set<string>()
  const namespace = {
    getByName(name: string) {
      asked.add(name)
      return { decide: async () => undefined }
    },
  }
  const users = createUsers(namespace as unknown as typeof env.USER, MAIN_TENANT, newTally())
  for (let call = 0; call < 1000; call++) await users.nobody().credentials()
  const names = Array.from({ length: 16 }, (_, drawn) => `${MAIN_TENANT}:nobody${drawn}`)
  expect([...asked].toSorted()).toEqual(names.toSorted())
})

describe.each([
  { who: 'a person who was erased', end: (user: UserHandle) => user.erase() },
  {
    who: 'a person who is disabled',
    end: (user: UserHandle) => user.update({ disabled: true }, null),
  },
])('$who answers as nobody does, and writes no row:', ({ who, end }) => {
  // That somebody is disabled is told with their credentials, so that their password is checked all the same.
  const asked = QUESTIONS.filter(({ name }) => !who.includes('disabled') || name !== 'credentials')

  it.each(asked)('$name', async ({ ask, answer }) => {
    const { user } = await signedIn()
    await end(user)
    expect(await rowsOf(async () => expect(await ask(user)).toEqual(answer))).toBe(0)
  })
})
