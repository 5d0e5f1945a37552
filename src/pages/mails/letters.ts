/** What the mails say, sentence by sentence; `mail.tsx` makes text and HTML of it. */
import { messagesIn, type Language } from '../messages/catalogue.ts'
import type { Messages } from '../messages/translation.ts'
import { fill } from '../parts/phrase.tsx'

export interface Letter {
  subject: string
  /** Before the way on. */
  paragraphs: string[]
  /** The one way on; its address also stands in full. */
  action: { label: string; url: string }
  /** After it. */
  closing: string[]
}

export interface LetterFacts {
  kind: keyof Messages['mails']
  tenantName: string
  to: string
  /** Where the way on leads. */
  url: string
  /** Of the passkey that it is about. */
  passkeyName?: string
}

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  const words = messagesIn(lang).mails[facts.kind]
  const slots = { tenant: facts.tenantName, account: facts.to, passkey: facts.passkeyName ?? '' }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about, slots), words.todo],
    action: { label: words.action, url: facts.url },
    closing: [fill(words.closing, slots)],
  }
}
