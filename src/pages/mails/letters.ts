/** What the mails say, sentence by sentence; `mail.tsx` makes text and HTML of it. */
import { messagesIn, type Language } from '../messages/catalogue.ts'
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

export type LetterFacts = { tenantName: string; to: string } & (
  | { kind: 'recovery' | 'recovery_sent'; url: string }
  | { kind: 'password_changed' | 'password_set'; recoverUrl: string }
  | { kind: 'passkey_added' | 'passkey_removed'; passkeyName: string; url: string }
)

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  const words = messagesIn(lang).mails[facts.kind]
  const slots = { tenant: facts.tenantName, account: facts.to, passkey: passkeyNameOf(facts) }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about, slots), words.todo],
    action: {
      label: words.action,
      url: 'url' in facts ? facts.url : facts.recoverUrl,
    },
    closing: [fill(words.closing, slots)],
  }
}

const passkeyNameOf = (facts: LetterFacts): string =>
  'passkeyName' in facts ? facts.passkeyName : ''
