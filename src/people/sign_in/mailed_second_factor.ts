/** A mailed code as the second factor, of whoever has proven the first and has set up nothing else. */
import { isMailedCode } from '../../crypto/mailed_code.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import type { Proof } from '../../domain/sign_in.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { Mailer } from '../../stores/mailer.ts'
import type { World } from '../../stores/world.ts'

/** Whether a mailed code proves a second factor here. */
export const isMailTaken = (mailer: Mailer | null, settings: TenantSettings): boolean =>
  mailer !== null && settings.second_factor_by_email

/** Undefined for a wrong code, which is counted against the one that was mailed. */
export async function mailedProof(
  world: World,
  sub: Sub,
  codeId: string,
  typed: string,
): Promise<Proof | undefined> {
  if (await isMailedCode(await world.registry.keys(), codeId, typed)) {
    return { method: 'email', codeId, use: 'second_factor' }
  }
  await world.users.of(sub).missCode(codeId)
  return undefined
}
