/** What the mails say, sentence by sentence; `mail.tsx` makes text and HTML of it. */
import { messagesIn, type Language } from '../messages/catalogue.ts'
import { fill } from '../parts/phrase.tsx'

export interface Letter {
  subject: string
  /** Before the code, if there is one. */
  paragraphs: string[]
  /** What is to be typed, as people are shown it. */
  code?: string
  /** Before the way on. */
  wayOn: string
  /** The one way on; its address also stands in full. */
  action: { label: string; url: string }
  /** After it. */
  closing: string[]
}

export type LetterFacts = { tenantName: string; to: string } & (
  | { kind: 'recovery' | 'recovery_sent'; url: string }
  | { kind: 'sign_in_code'; url: string; code: string }
  | { kind: 'password_changed' | 'password_set'; recoverUrl: string }
)

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  const words = messagesIn(lang).mails[facts.kind]
  const slots = { tenant: facts.tenantName, account: facts.to }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about, slots)],
    ...(facts.kind === 'sign_in_code' && { code: facts.code }),
    wayOn: words.todo,
    action: {
      label: words.action,
      url: 'url' in facts ? facts.url : facts.recoverUrl,
    },
    closing: [fill(words.closing, slots)],
  }
}
