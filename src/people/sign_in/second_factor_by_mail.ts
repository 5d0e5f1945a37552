/** Having a code mailed as the second factor, and the link beside it. */
import type { CodeLink } from '../../domain/mailed_code.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import { enter, type Entered, type Visit } from './enter.ts'
import type { AskedCode } from './mailed_code.ts'
import { secondStepOf, type Proven } from './second_factor.ts'

/** `nobody`: what was proven before is worth nothing any more, or a mailed code would prove nothing. */
export async function askForSecondCode(
  world: World,
  proven: Proven,
  lang: string,
): Promise<Result<AskedCode, 'nobody'>> {
  const step = await secondStepOf(world, proven)
  if (!step.ok) return step
  const { next, username } = step.value
  if (next.kind !== 'second_factor' || !next.ways.includes('email')) return err('nobody')
  const asked = { id: randomToken(), use: 'second_factor' } as const
  await world.users.of(proven.sub).mailCode({ ...asked, lang })
  return ok({ ...asked, username })
}

/** Proves the second factor by a link, for whoever has proven the first in this browser. */
export async function proveByLink(
  world: World,
  visit: Visit,
  proven: Proven,
  link: CodeLink,
): Promise<Result<Entered, 'closed'>> {
  const { sub, id: codeId, credentialEpoch } = link
  if (sub !== proven.sub) return err('closed')
  const entered = await enter(world, visit, {
    sub,
    proof: { method: 'email', codeId, use: 'second_factor' },
    onto: 'facts' in proven ? proven.facts : 'session',
    credentialEpoch,
  })
  return entered.ok ? entered : err('closed')
}
