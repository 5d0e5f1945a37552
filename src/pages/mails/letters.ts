/** What the mails say, sentence by sentence; `mail.tsx` makes text and HTML of it. */
import type { FactorChanged } from '../../domain/mail_notice.ts'
import { messagesIn, type Language } from '../messages/catalogue.ts'
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

export type LetterFacts = { tenantName: string; to: string } & (
  | { kind: 'recovery' | 'recovery_sent'; url: string }
  | { kind: 'sign_in_code'; url: string; code: string }
  | { kind: 'password_changed' | 'password_set'; recoverUrl: string }
  | {
      kind: 'identity_linked' | 'identity_unlinked' | 'address_proven'
      provider: string
      accountUrl: string
    }
  | { kind: 'passkey_added' | 'passkey_removed'; passkeyName: string; url: string }
  | { kind: 'factor_changed'; change: FactorChanged; securityUrl: string }
)

export function letterOf(facts: LetterFacts, lang: Language): Letter {
  if (facts.kind === 'factor_changed') return factorLetter(facts, lang)
  const words = messagesIn(lang).mails[facts.kind]
  const provider = 'provider' in facts ? facts.provider : ''
  const slots = {
    tenant: facts.tenantName,
    account: facts.to,
    passkey: passkeyNameOf(facts),
    provider,
  }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about, slots), words.todo],
    ...(facts.kind === 'sign_in_code' && { code: facts.code }),
    action: {
      label: words.action,
      url: wayOnOf(facts),
    },
    closing: [fill(words.closing, slots)],
  }
}

function wayOnOf(facts: Exclude<LetterFacts, { kind: 'factor_changed' }>): string {
  if ('url' in facts) return facts.url
  return 'recoverUrl' in facts ? facts.recoverUrl : facts.accountUrl
}

const passkeyNameOf = (facts: LetterFacts): string =>
  'passkeyName' in facts ? facts.passkeyName : ''

function factorLetter(
  { change, securityUrl, tenantName, to }: LetterFacts & { kind: 'factor_changed' },
  lang: Language,
): Letter {
  const words = messagesIn(lang).factorMails
  const slots = { tenant: tenantName, account: to }
  return {
    subject: fill(words.subject, slots),
    paragraphs: [fill(words.about[change], slots), words.todo],
    action: { label: words.action, url: securityUrl },
    closing: [words.closing],
  }
}
