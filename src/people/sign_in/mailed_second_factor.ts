/** A mailed code as the second factor, of whoever has proven the first and has set up nothing else. */
import { isMailedCode } from '../../crypto/mailed_code.ts'
import type { Proof } from '../../domain/sign_in.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { World } from '../../stores/world.ts'

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
