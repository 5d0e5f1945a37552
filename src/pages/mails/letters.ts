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
  | { kind: 'recovery'; url: string }
  | { kind: 'password_changed'; recoverUrl: string }
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
    closing: [words.closing],
  }
}

function wayOnOf(facts: LetterFacts): string {
  if (facts.kind === 'recovery') return facts.url
  return facts.kind === 'password_changed' ? facts.recoverUrl : facts.accountUrl
}
