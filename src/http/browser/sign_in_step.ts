/** What every step of a sign-in begins with: whose it is, what it is for, and who is signed in here. */
import type { ClientId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Parameters } from '../../kernel/form.ts'
import type { RequestRefusal } from '../../protocol/authorization/accepted_request.ts'
import {
  clientOfSignIn,
  takeUpSignIn,
  type SignInUnderWay,
} from '../../protocol/authorization/sign_in_under_way.ts'
import { spellUserCode } from '../../domain/user_code.ts'
import type { PageFacts } from '../../pages/content_security_policy.ts'
import { pictureUri, type AskingApp } from '../../pages/parts/app.tsx'
import { refusalPage } from './html_page.tsx'
import { readSessions, type BrowserSessions } from './session_cookie.ts'
import { readSignInHandle } from './sign_in_handle.ts'
import type { BrowserContext } from './world.ts'

export interface SignInStep {
  /** As forms and addresses name it. */
  handle: string
  signIn: SignInUnderWay
  sessions: BrowserSessions
}

/** @param fields of the address or the form, with `signin` */
export async function readSignInStep(
  c: BrowserContext,
  fields: Parameters,
): Promise<Result<SignInStep, RequestRefusal>> {
  const opened = await readSignInHandle(c, fields.get('signin') ?? '')
  if (!opened.ok) return err({ on: 'page', refusal: opened.reason })
  const { handle, address, clientId } = opened.value
  const signIn = await takeUpSignIn(c.var.world, address)
  if (!signIn.ok) return err(await namingApp(c, signIn.reason, clientId))
  return ok({ handle, signIn: signIn.value, sessions: await readSessions(c) })
}

/** Also where nothing is left of a sign-in, a person is told which app it was for, and can begin again there. */
async function namingApp(
  c: BrowserContext,
  refused: RequestRefusal,
  clientId: ClientId,
): Promise<RequestRefusal> {
  if (refused.on !== 'page' || refused.client) return refused
  const client = await c.var.world.registry.client(clientId)
  return client ? { ...refused, client } : refused
}

/** Refusals of a step are pages: the request was accepted, and its app is not to blame. */
export const stepRefused = (c: BrowserContext, refused: RequestRefusal): Promise<Response> =>
  refused.on === 'page'
    ? refusalPage(c, refused.refusal, refused.client)
    : refusalPage(c, refused.refusal, refused.to.client)

/** What a page of a sign-in shows of its app, and what the page's policy must allow for it. */
export function askingOf(signIn: SignInUnderWay): { asking: AskingApp; policy: PageFacts } {
  const app = clientOfSignIn(signIn)
  const picture = pictureUri(app)
  if (signIn.for === 'device') {
    return { asking: { app, userCode: spellUserCode(signIn.kept.userCode) }, policy: { picture } }
  }
  const { redirect_uri: redirectUri } = signIn.request.redirectable
  return { asking: { app, redirectUri }, policy: { redirectUri, picture } }
}
