/**
 * `/login/passkey` and `/login/second/passkey`: signing in by passkey, as the one proof or as the second. Posts `credential`;
 * the script of the page asks for the challenge first.
 */
import { Hono } from 'hono'
import { requestOptions } from '../../../people/passkeys/options.ts'
import { signInWithPasskey } from '../../../people/sign_in/passkey.ts'
import { secondStepOf, type Proven } from '../../../people/sign_in/second_factor.ts'
import { seeOther } from '../outcome.tsx'
import { readOwnForm } from '../own_form.ts'
import { answerScript, signInRefused } from '../passkey_answers.tsx'
import { namePasskeyBrowser, readPasskeyBrowser } from '../passkey_cookie.ts'
import { toScriptWhereOffered, whereOffered } from '../passkeys_offered.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { answerEntered, visitOf } from './entered.ts'
import { errandUrl, readErrandForm, type Asked } from './errand.ts'
import { readProven } from './proven.ts'

/** To be mounted at `/login`. */
export const passkeySignInRoutes = () =>
  new Hono<BrowserEnv>()
    .post('/passkey/challenge', toScriptWhereOffered(onFirstChallenge))
    .post('/passkey', whereOffered(onFirst, '/login'))
    .post('/second/passkey/challenge', toScriptWhereOffered(onSecondChallenge))
    .post('/second/passkey', whereOffered(onSecond, '/login'))

/** For whoever asks on a page of ours: it costs no call, and says nothing of anybody. */
async function onFirstChallenge(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return answerScript(c, { error: form.reason.key }, 400)
  const scope = { use: 'sign_in', browser: namePasskeyBrowser(c) } as const
  return answerScript(c, await requestOptions(c.var.world, scope))
}

async function onFirst(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  return asked.ok ? signIn(c, asked.value, '/login') : asked.reason
}

/** The passkeys of the person who is known here, halfway or in a session: only one of them will do. */
async function onSecondChallenge(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return answerScript(c, { error: 'refused' }, 400)
  const { errand } = asked.value
  const { world } = c.var
  const proven = await readProven(c, errand)
  if (!proven || !(await secondStepOf(world, proven)).ok) {
    return answerScript(c, { location: errandUrl('/login', errand) })
  }
  const { sub } = proven
  const passkeys = await world.users.of(sub).passkeys()
  const scope = { use: 'second_factor', browser: namePasskeyBrowser(c), sub } as const
  return answerScript(c, await requestOptions(world, scope, passkeys))
}

async function onSecond(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const proven = await readProven(c, errand)
  return proven
    ? signIn(c, asked.value, '/login/second', proven)
    : seeOther(c, errandUrl('/login', errand))
}

async function signIn(
  c: BrowserContext,
  { errand, fields }: Asked,
  path: '/login' | '/login/second',
  proven?: Proven,
): Promise<Response> {
  const credential = fields.get('credential') ?? ''
  const browser = readPasskeyBrowser(c)
  const given = { credential, browser, ...(proven && { proven }) }
  const entered = await signInWithPasskey(c.var.world, visitOf(c, errand), given)
  return entered.ok
    ? answerEntered(c, errand, entered.value)
    : signInRefused(c, entered.reason, errandUrl(path, errand))
}
