/**
 * Whether Cloudflare Turnstile has found whoever sends a form human. It is asked before anything else is: no name is counted,
 * no hash computed and no mail asked for without it, so nobody can use up what a name has left, nor learn of anybody by it.
 */
import { openTurnstileSecret } from '../../crypto/turnstile_secret.ts'
import type { Turnstile, TurnstileFailure } from '../../domain/turnstile.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { judgeSiteverify, type TurnstileRefusal } from '../../rules/turnstile.ts'
import {
  LONGEST_TURNSTILE_TOKEN,
  readSiteverifyAnswer,
  TURNSTILE_ORIGIN,
  type TurnstileForm,
} from '../../spec/turnstile.ts'
import type { World } from '../../stores/world.ts'

const SITEVERIFY = `${TURNSTILE_ORIGIN}/turnstile/v0/siteverify`
const LONGEST_ANSWER = 16 * 1024

/** When whoever could not be verified may come again. */
const RETRY: Seconds = 5

/**
 * Lets everybody through where the tenant does not ask at this form, and nobody where Cloudflare does not answer.
 * @param token that the widget has put into the form
 */
export async function verifyHuman(
  world: World,
  form: TurnstileForm,
  token: string | undefined,
): Promise<Result<null, TurnstileFailure>> {
  const { turnstile } = await world.registry.settings()
  if (!turnstile?.on.includes(form)) return ok(null)
  const verified = await verify(world, turnstile, form, token ?? '')
  if (verified.ok) return verified
  const { reason, because } = verified.reason
  world.log.event(`turnstile_${reason}`, { form, because, ip: world.ip })
  return err(reason === 'unavailable' ? { reason, seconds: RETRY } : { reason })
}

async function verify(
  world: World,
  turnstile: Turnstile,
  form: TurnstileForm,
  token: string,
): Promise<Result<null, TurnstileRefusal>> {
  if (token === '') return err({ reason: 'unverified', because: ['missing'] })
  if (token.length > LONGEST_TURNSTILE_TOKEN)
    return err({ reason: 'unverified', because: ['long'] })
  const answered = await siteverify(world, turnstile, token)
  return answered.ok
    ? judgeSiteverify(answered.value, { form, hostname: new URL(world.issuer).hostname })
    : err({ reason: 'unavailable', because: [answered.reason] })
}

/** Asks once, for a token is worth one answer: Cloudflare itself sees to it that none is used twice. */
async function siteverify(
  { outbound, registry, ip }: World,
  { site_key: siteKey, sealed_secret: sealed }: Turnstile,
  token: string,
) {
  const secret = await openTurnstileSecret(await registry.keys(), siteKey, sealed)
  const body = new URLSearchParams({ secret, response: token, ...(ip !== '' && { remoteip: ip }) })
  const question = { method: 'POST', headers: { accept: 'application/json' }, body }
  const answer = await outbound.exchange(SITEVERIFY, question, LONGEST_ANSWER)
  if (!answer.ok) return answer
  const read = readSiteverifyAnswer(await answer.value.json().catch(() => undefined))
  return read ? ok(read) : err('no_answer')
}
