/** The accounts of this browser, as pages show them: each asked of its person's object. */
import type { SignedInAccount } from '../../domain/approval.ts'
import { sessionPolicyOf } from '../../domain/settings.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import type { World } from '../../stores/world.ts'
import type { BrowserSessions } from './session_cookie.ts'

export interface ShownAccount extends SignedInAccount {
  account: ActiveAccount
}

/** Those whose session still stands, the newest first. */
export async function standingAccounts(
  world: World,
  { accounts }: BrowserSessions,
): Promise<ShownAccount[]> {
  if (accounts.length === 0) return []
  const policy = sessionPolicyOf(await world.registry.settings())
  const shown = await Promise.all(
    accounts.toReversed().map(async (account) => {
      const found = await world.users.of(account.sub).account(account.session, policy)
      return found.ok ? [{ ...found.value, account }] : []
    }),
  )
  return shown.flat()
}
