/** What the mails say, sentence by sentence; `mail.tsx` makes text and HTML of it. */
import type { FactorChanged } from '../../domain/mail_notice.ts'
import type { Language } from '../messages/language.ts'
import type { Messages } from '../messages/language.ts'
import { fill } from '../parts/phrase.tsx'

export interface Letter {
  subject: string
  /** Before the way on. */
  paragraphs: string[]
  /** What is to be typed, as people are shown it: after the first of them. */
  code?: string
  /** The one way on; its address also stands in full. */
  action: { label: string; url: string }
  /** After it. */
  closing: string[]
}

export interface LetterFacts {
  kind: keyof Messages['mails'] | 'factor_changed'
  tenantName: string
  to: string
  /** Where the way on leads. */
  url: string
  /** Of the passkey that it is about. */
  passkeyName?: string
  /** Of the other provider that it is about. */
  provider?: string
  /** What is to be typed. */
  code?: string
  /** What has changed of a person's factors. */
  change?: FactorChanged
}

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  const { kind, tenantName, to, url, passkeyName = '', provider = '', code, change } = facts
  const { factorMails, mails } = lang.messages
  const slots = { tenant: tenantName, account: to, passkey: passkeyName, provider }
  const { subject, about, todo, action, closing } =
    kind === 'factor_changed'
      ? { ...factorMails, about: change ? factorMails.about[change] : '' }
      : mails[kind]
  return {
    subject: fill(subject, slots),
    paragraphs: [fill(about, slots), todo],
    ...(code !== undefined && { code }),
    action: { label: action, url },
    closing: [fill(closing, slots)],
  }
}
