/** Second factors, changed by their person, who has proven themselves just now. */
import { hashRecoveryCodes, newRecoveryCodes } from '../../crypto/recovery_codes.ts'
import type { OwnSession } from '../../domain/own_account.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { UserHandle } from '../../stores/users.ts'

export type StaleSession = 'no_session' | 'stale'

/** @param lang of the mail that tells of it */
export const removeTotp = (
  user: UserHandle,
  own: OwnSession,
  lang: string,
): Promise<Result<null, StaleSession>> =>
  user.removeTotp({ ...own, notice: { mailId: randomToken(), lang } })

/** @returns the new codes, which nobody can show again. `needless`: there is nothing that they would stand in for */
export async function renewRecoveryCodes(
  user: UserHandle,
  own: OwnSession,
  lang: string,
): Promise<Result<string[], StaleSession | 'needless'>> {
  const codes = newRecoveryCodes()
  const change = { ...own, notice: { mailId: randomToken(), lang } }
  const renewed = await user.renewRecoveryCodes(change, await hashRecoveryCodes(codes))
  if (!renewed.ok) return renewed
  return renewed.value ? ok(codes) : err('needless')
}
