/** A mail that a person's object has decided on, and for how long we try to send it. Never holds a secret or a link. */
import { HOUR, MINUTE, type Seconds } from '../kernel/clock.ts'
import type { Sub, TenantId } from '../kernel/ids.ts'
import type { CodeUse } from './mailed_code.ts'

export type MailNotice = {
  /** Says to the mail service, too, that it is the same mail when it comes again. */
  id: string
  tenant: TenantId
  sub: Sub
  /** The address as the person's record holds it, or as they themselves have asked to have it there. */
  to: string
  /** The language of the page that led to it. */
  lang: string
} & (
  | {
      /** `recovery_sent`: not the person asked for it, but an operator had it sent. */
      kind: 'recovery' | 'recovery_sent'
      recoveryId: string
      /** The person's `credentialEpoch` when they asked. */
      credentialEpoch: number
      /** When the link in it dies, and with it the mail. */
      until: Seconds
    }
  | {
      kind: 'sign_in_code'
      codeId: string
      use: CodeUse
      credentialEpoch: number
      /** When the code dies, and with it the mail. */
      until: Seconds
    }
  /** `password_set`: by an operator. */
  | { kind: 'password_changed' | 'password_set' }
  /** On the account's page, by whoever knew the old one. */
  | { kind: 'own_password_changed' }
  /** Its link proves that the mailbox is theirs, and is named as the mail is. */
  | { kind: 'email_proof'; until: Seconds }
  /** To the address that was theirs before. */
  | { kind: 'email_changed' }
  | { kind: 'identity_linked' | 'identity_unlinked' | 'address_proven'; provider: string }
  | { kind: 'passkey_added' | 'passkey_removed'; passkeyName: string }
  | { kind: 'factor_changed'; change: FactorChanged }
)

/** What has changed of that by which an account is proven. */
export type FactorChanged =
  | 'totp_set_up'
  | 'totp_removed'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  /** By an operator. */
  | 'factors_reset'

/** How long to wait after each attempt that failed; the last is followed by giving up. */
const WAITS: readonly Seconds[] = [10, MINUTE, 5 * MINUTE, 15 * MINUTE, 2 * HOUR, 0]

const MOST_ATTEMPTS = WAITS.length

/** @param attempts how many were made, the one that is about to be made among them */
export const waitForMail = (attempts: number): Seconds => WAITS[attempts - 1] ?? 0

/** Whether it is too late: tried often enough, or what it brings is dead. */
export const isMailGivenUp = (mail: MailNotice, attempts: number, now: Seconds): boolean =>
  attempts > MOST_ATTEMPTS || ('until' in mail && now >= mail.until)
