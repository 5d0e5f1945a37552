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
  | {
      kind: 'identity_linked' | 'identity_unlinked' | 'address_proven'
      provider: string
      accountUrl: string
    }
)

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  const words = messagesIn(lang).mails[facts.kind]
  const provider = 'provider' in facts ? facts.provider : ''
  const slots = { tenant: facts.tenantName, account: facts.to, provider }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about, slots), words.todo],
    action: {
      label: words.action,
      url: wayOnOf(facts),
    },
    closing: [fill(words.closing, slots)],
  }
}

function wayOnOf(facts: LetterFacts): string {
  if ('url' in facts) return facts.url
  return 'recoverUrl' in facts ? facts.recoverUrl : facts.accountUrl
}
