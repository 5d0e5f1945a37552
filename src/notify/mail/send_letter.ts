/** A letter on its way: written in its reader's language, and handed to the service. */
import type { Result } from '../../kernel/result.ts'
import { letterOf, type LetterFacts } from '../../pages/mails/letters.ts'
import { mailOf } from '../../pages/mails/mail.tsx'
import { languageOf } from '../../pages/messages/language.ts'
import { pickLanguage } from '../../pages/messages/pick_language.ts'
import type { Mailer } from '../../stores/mailer.ts'
import type { World } from '../../stores/world.ts'

export interface Letter extends Omit<LetterFacts, 'tenantName'> {
  /** The language of the page that led to it. */
  lang: string
}

/** @param id says to the service that it is the same mail when it comes again @returns why it was not taken */
export async function sendLetter(
  { registry, languages }: Pick<World, 'registry' | 'languages'>,
  mailer: Mailer,
  letter: Letter,
  id: string,
): Promise<Result<null, string>> {
  const { name: tenantName, default_locale: fallback, branding } = await registry.settings()
  const tag = pickLanguage(letter.lang, undefined, fallback)
  const lang = languageOf(tag, await languages.words(tag))
  const mail = await mailOf(
    letterOf({ ...letter, tenantName }, lang),
    { tenantName, lang },
    branding,
  )
  return mailer.send({ to: letter.to, ...mail }, id)
}
