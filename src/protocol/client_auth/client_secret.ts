/** A secret, shown to us: in the header or in the body, it is judged the same. */
import type { Client } from '../../domain/client.ts'
import { equalSecrets } from '../../kernel/digest.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { Proof } from './credentials.ts'

const NOBODYS_SECRET = 'secret_of_nobody'

/** Compares with every secret that works now, always with all of them, and with one where there is none. */
export async function proveSecret(
  world: World,
  client: Client,
  secret: string | undefined,
): Promise<Result<Proof, Refusal>> {
  const secrets = await world.registry.secretsOf(client)
  const known = secrets.length > 0 ? secrets : [NOBODYS_SECRET]
  const matches = await Promise.all(known.map((each) => equalSecrets(each, secret ?? '')))
  const isRight = secret !== undefined && secrets.length > 0 && matches.includes(true)
  return isRight ? ok({}) : refuse('client_authentication_failed', 'secret')
}

export async function pretendSecret(secret: string | undefined): Promise<void> {
  await equalSecrets(NOBODYS_SECRET, secret ?? '')
}
