/** Passkeys where the tenant offers them; where it does not, whoever comes anyway is told so and nothing is verified. */
import { answerScript, passkeyRefused } from './passkey_answers.tsx'
import type { BrowserContext } from './world.ts'

type Answer = (c: BrowserContext) => Promise<Response>

export const arePasskeysOffered = async ({ var: { world } }: BrowserContext): Promise<boolean> =>
  (await world.registry.settings()).passkeys === 'offered'

/** @param backUrl of the page that refuses */
export const whereOffered =
  (answer: Answer, backUrl: string): Answer =>
  async (c) =>
    (await arePasskeysOffered(c)) ? answer(c) : passkeyRefused(c, { reason: 'off' }, backUrl)

/** For what the script of a page asks. */
export const toScriptWhereOffered =
  (answer: Answer): Answer =>
  async (c) =>
    (await arePasskeysOffered(c)) ? answer(c) : answerScript(c, { error: 'passkeys_off' }, 403)
