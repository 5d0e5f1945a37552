/** A passkey less, by its person. */
import type { SessionKey } from '../../domain/approval.ts'
import type { OwnAccount, OwnSession } from '../../domain/own_account.ts'
import type { PasskeyRemovalRefusal } from '../../domain/own_passkeys.ts'
import type { FactorNotice } from '../../domain/sign_in.ts'
import { randomToken } from '../../kernel/random.ts'
import type { Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'

/** Ends all other sessions and all grants. @returns the session's new key */
export async function removePasskey(
  world: World,
  { sub }: Pick<OwnAccount, 'sub'>,
  own: OwnSession,
  { id, notice }: { id: string; notice: FactorNotice },
): Promise<Result<SessionKey, PasskeyRemovalRefusal>> {
  const removed = await world.users.of(sub).removePasskey({
    ...own,
    id,
    cookieId: randomToken(),
    canMail: world.mailer !== null,
    notice,
  })
  if (!removed.ok) return removed
  world.log.event('passkey_removed', { sub })
  return removed
}
