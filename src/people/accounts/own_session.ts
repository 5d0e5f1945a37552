/** The session that a person asks something of their own account in, as their object judges it. */
import type { OwnAccount, OwnSession } from '../../domain/own_account.ts'
import { sessionPolicyOf } from '../../domain/settings.ts'
import type { World } from '../../stores/world.ts'

export const ownSession = async (
  { registry }: Pick<World, 'registry'>,
  { session }: OwnAccount,
): Promise<OwnSession> => ({
  key: session,
  policy: sessionPolicyOf(await registry.settings()),
})
