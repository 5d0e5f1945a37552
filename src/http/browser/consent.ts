/** `/consent`: what an app asks for, and the person's word on it. */
import { Hono } from 'hono'
import { continueSignIn, declineSignIn } from '../../protocol/authorization/sign_in_under_way.ts'
import { refusalPage } from './html_page.tsx'
import { seeOther, stepUrl } from './outcome.tsx'
import { readOwnForm } from './own_form.ts'
import { answerProgress } from './progress.tsx'
import { readQuery } from './query.ts'
import { readSignInStep, stepRefused } from './sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const consentRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

async function onGet(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const step = await readSignInStep(c, query.value)
  if (!step.ok) return stepRefused(c, step.reason)
  const { signIn, sessions } = step.value
  const progress = await continueSignIn(c.var.world, signIn, sessions.active, false)
  return answerProgress(c, step.value, progress)
}

async function onPost(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const step = await readSignInStep(c, form.value)
  if (!step.ok) return stepRefused(c, step.reason)
  const { handle, signIn, sessions } = step.value
  if (form.value.get('decision') === 'deny') {
    return answerProgress(c, step.value, await declineSignIn(c.var.world, signIn, sessions.active))
  }
  // Whoever said yes must be who is signed in now: another tab may have changed that.
  const isSamePerson = form.value.get('account') === sessions.active?.sub
  const isGiven = form.value.get('decision') === 'approve' && isSamePerson
  if (!isGiven) return seeOther(c, stepUrl('consent', handle))
  return answerProgress(
    c,
    step.value,
    await continueSignIn(c.var.world, signIn, sessions.active, true),
  )
}
