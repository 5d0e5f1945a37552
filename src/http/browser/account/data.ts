/** `GET /account/data`: all that is kept about a person, as a file for them. No password, in any form. */
import type { AccountOverview } from '../../../domain/own_account.ts'
import { isoTime } from '../../../kernel/clock.ts'
import type { Sub } from '../../../kernel/ids.ts'
import {
  attributesAnswerOf,
  grantAnswerOf,
  identityAnswerOf,
  passkeyAnswerOf,
  personEventOf,
  sessionAnswerOf,
  termsAnswerOf,
} from '../../admin/user_answer.ts'
import type { BrowserContext } from '../world.ts'
import { nobodyHere, readOwner } from './owner.ts'

export async function downloadData(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const { account, user, own } = owner.value
  const found = await user.overview(own)
  if (!found.ok) return nobodyHere(c)
  return c.body(JSON.stringify(dataOf(account.sub, found.value), null, 2), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="account.json"',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

const dataOf = (sub: Sub, overview: AccountOverview) => ({
  sub,
  ...overview.claims,
  ...(overview.terms && { terms: termsAnswerOf(overview.terms) }),
  ...attributesAnswerOf(overview),
  created_at: isoTime(overview.createdAt),
  updated_at: isoTime(overview.updatedAt),
  identities: overview.identities.map(identityAnswerOf),
  passkeys: overview.passkeys.map(passkeyAnswerOf),
  sessions: overview.sessions.map(sessionAnswerOf),
  consents: overview.consents.map(({ clientId, scope, claims, givenAt }) => ({
    client_id: clientId,
    scope: scope.join(' '),
    claims,
    given_at: isoTime(givenAt),
  })),
  grants: overview.grants.map(grantAnswerOf),
  events: overview.events.map(personEventOf),
})
