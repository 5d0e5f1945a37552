/**
 * `/login/second`: the second factor. `?way=` shows another of the ways that the person has; the form of each posts to
 * `/login/second/{way}`.
 */
import { Hono } from 'hono'
import type { SecondStep } from '../../../domain/second_factor.ts'
import type { SecondFactor } from '../../../domain/sign_in.ts'
import type { AttemptFailure } from '../../../pages/parts/attempt_notice.tsx'
import { SecondFactorPage } from '../../../pages/second_factor.tsx'
import { proveByCode, secondStepOf, type CodeWay } from '../../../people/sign_in/second_factor.ts'
import { failureStatus } from '../failure_status.ts'
import { html, pageProps, readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { askingOf } from '../sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { forgetCode, readCodeFor } from './code_cookie.ts'
import { answerEntered, visitOf } from './entered.ts'
import {
  errandUrl,
  fieldsOfErrand,
  goOnAs,
  readErrand,
  readErrandForm,
  type Errand,
} from './errand.ts'
import { readProven } from './proven.ts'

export const secondFactorRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', onGet)
    .post('/totp', (c) => onCode(c, 'totp'))
    .post('/email', (c) => onCode(c, 'email'))
    .post('/recovery_code', (c) => onCode(c, 'recovery_code'))

async function onGet(c: BrowserContext): Promise<Response> {
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  return secondFactorPage(c, errand, { way: fields.get('way') })
}

/** Posts `code`. */
async function onCode(c: BrowserContext, way: CodeWay): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const proven = await readProven(c, errand)
  if (!proven) return seeOther(c, errandUrl('/login', errand))
  const lang = await readersLanguage(c)
  const codeId = (await readCodeFor(c, errand, 'second_factor'))?.id
  const code = (fields.get('code') ?? '').slice(0, 64)
  const typed = { way, code, lang, ...(codeId !== undefined && { codeId }) }
  const entered = await proveByCode(c.var.world, visitOf(c, errand), proven, typed)
  if (entered.ok) {
    forgetCode(c)
    return answerEntered(c, errand, entered.value)
  }
  const { reason: failure } = entered
  return failure.reason === 'nobody'
    ? seeOther(c, errandUrl('/login', errand))
    : secondFactorPage(c, errand, { way, failure })
}

interface Shown {
  /** Of those that the person has; the first of them where it is none. */
  way: string | undefined
  failure?: AttemptFailure
}

/** The page of one way, or where whoever needs none, or has none, goes on. */
export async function secondFactorPage(
  c: BrowserContext,
  errand: Errand,
  { way: wanted, failure }: Shown,
): Promise<Response> {
  const proven = await readProven(c, errand)
  if (!proven) return seeOther(c, errandUrl('/login', errand))
  const step = await secondStepOf(c.var.world, proven)
  const { next, username } = step.ok ? step.value : NOBODY
  switch (next.kind) {
    case 'second_factor': {
      const { ways } = next
      const way = ways.find((each) => each === wanted) ?? ways[0]
      return way
        ? shownPage(c, errand, { way, ways, username, ...(failure && { failure }) })
        : seeOther(c, errandUrl('/login', errand))
    }
    case 'set_up':
      return seeOther(c, errandUrl('/login/set-up', errand))
    case 'session':
      if ('session' in proven) return goOnAs(c, errand, proven)
      break
    case 'first_factor':
  }
  return seeOther(c, errandUrl('/login', errand))
}

const NOBODY: Pick<SecondStep, 'next' | 'username'> = {
  next: { kind: 'first_factor' },
  username: '',
}

interface ShownWay {
  way: SecondFactor
  ways: readonly SecondFactor[]
  username: string
  failure?: AttemptFailure
}

async function shownPage(c: BrowserContext, errand: Errand, shown: ShownWay): Promise<Response> {
  const signIn = errand.for === 'app' ? errand.step.signIn : undefined
  const { asking, policy } = signIn ? askingOf(signIn) : {}
  const status = failureStatus(c, shown.failure)
  const page = (
    <SecondFactorPage
      {...await pageProps(c, signIn?.kept.parameters.ui_locales)}
      {...shown}
      isMailed={(await readCodeFor(c, errand, 'second_factor'))?.username === shown.username}
      action={`/login/second/${shown.way}`}
      fields={fieldsOfErrand(errand)}
      otherUrl={(way) => errandUrl('/login/second', errand, { way })}
      startAgainUrl={errandUrl('/login', errand, { account: 'other' })}
      {...(asking && { asking })}
    />
  )
  return html(c, page, { ...policy, asksForPasskeys: shown.way === 'passkey', status })
}
