/**
 * Signing in by a mail, in two steps: a code and a link are mailed to whoever goes by a name, and one of the two is brought
 * back by the browser that asked. Somebody who does not exist takes the same calls and the same answers (ASVS 6.3.8).
 */
import { isMailedCode } from '../../crypto/mailed_code.ts'
import type { CodeLink, CodeUse } from '../../domain/mailed_code.ts'
import { normalizeEmail } from '../../domain/names.ts'
import { isMailTaken } from '../../domain/settings.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openMailed } from '../../notify/mail/mailed_link.ts'
import type { World } from '../../stores/world.ts'
import { askByMail } from '../mail/ask_by_mail.ts'
import { later } from '../mail/mail_later.ts'
import { enter, type Entered, type Visit } from './enter.ts'
import { identify, refuseAttempt, type SignInRefusal } from './password.ts'

/** The code that a browser has asked for, whether one was mailed or not. */
export interface AskedCode {
  id: string
  use: CodeUse
  /** As it was typed. */
  username: string
}

/** Whether the tenant lets people in by mail, and any mail is sent at all. */
export async function mayEnterByMail({ mailer, registry }: World): Promise<boolean> {
  return mailer !== null && (await registry.settings()).sign_in_by_email
}

/** Whether any code is mailed here, as a way in or as the second step of another. */
export async function isAnythingMailed(world: World): Promise<boolean> {
  const settings = await world.registry.settings()
  return (await mayEnterByMail(world)) || isMailTaken(settings, world.mailer !== null)
}

/** Has a code and a link mailed. */
export async function askForCode(
  world: World,
  username: string,
  lang: string,
): Promise<Result<AskedCode, { wait: number }>> {
  const id = randomToken()
  const asked = await askByMail(world, {
    username,
    topic: 'sign_in_code',
    ask: (user) => user.mailCode({ id, use: 'sign_in', lang }),
  })
  return asked.ok ? ok({ id, use: 'sign_in', username }) : asked
}

/**
 * Signs in by a code that was typed. It is counted like a password, under the same name, before it is looked at; a wrong
 * one is also counted against this very code, after the answer, for that writes where there is somebody.
 */
export async function signInByCode(
  world: World,
  visit: Visit,
  { id, username }: AskedCode,
  typed: string,
): Promise<Result<Entered, SignInRefusal>> {
  const identified = await identify(world, username)
  if (!identified.ok) return identified
  const { name, sub } = identified.value
  const user = sub === undefined ? world.users.nobody() : world.users.of(sub)
  if (!(await isMailedCode(await world.registry.keys(), id, typed))) {
    later(world, 'sign_in_code_miss_lost', user.missCode(id))
    return refuseAttempt(world)
  }
  const code = await user.openCode(id)
  if (!sub || !code.ok) return refuseAttempt(world)
  const { credentialEpoch } = code.value
  const proof = { method: 'email', codeId: id, use: 'sign_in' } as const
  const entered = await enter(world, visit, { sub, proof, onto: [], credentialEpoch })
  if (!entered.ok) return refuseAttempt(world)
  await world.directories.succeed('email', name)
  return entered
}

/** A link as its address says it. */
export const readCodeLink = (world: World, sealed: string): Promise<CodeLink | undefined> =>
  openMailed(world, 'code_link', sealed)

/** Signs in by a link. Nobody can guess one, so it is not held up by wrong codes and passwords. */
export async function signInByLink(
  world: World,
  visit: Visit,
  { id, username }: AskedCode,
  { sub, id: codeId, credentialEpoch }: CodeLink,
): Promise<Result<Entered, 'closed'>> {
  if (codeId !== id || !(await mayEnterByMail(world))) return err('closed')
  const proof = { method: 'email', codeId, use: 'sign_in' } as const
  const entered = await enter(world, visit, { sub, proof, onto: [], credentialEpoch })
  if (!entered.ok) return err('closed')
  const name = normalizeEmail(username.trim())
  if (name !== undefined) await world.directories.succeed('email', name)
  return entered
}
