/** Which service sends the mail, as the bindings say it. One that could not send is refused, in a sentence. */
import { isLoopbackHost, parseUri } from './kernel/uri.ts'
import type { MailBinding, Sender } from './notify/mail/mailer.ts'
import { readSender } from './notify/mail/read_sender.ts'

export interface MailEnv {
  /** `cloudflare`, `http` or, on a local issuer, `outbox`; empty sends none. */
  MAIL?: string
  MAIL_FROM?: string
  MAIL_API_URL?: string
  MAIL_API_KEY?: string
  EMAIL?: MailBinding
}

export type MailConfig =
  | { by: 'cloudflare'; binding: MailBinding; from: Sender }
  | { by: 'http'; url: string; key: string; from: Sender }
  | { by: 'outbox' }

/** Null where no mail is sent: then whatever needs it is off. @throws Error that says what is missing */
export function readMailConfig(env: MailEnv, issuer: string): MailConfig | null {
  const by = env.MAIL?.trim() ?? ''
  switch (by) {
    case '':
      return null
    case 'cloudflare':
      return { by, binding: readBinding(env), from: readFrom(env) }
    case 'http':
      return { by, url: readUrl(env), key: readKey(env), from: readFrom(env) }
    case 'outbox':
      return { by: readOutbox(by, issuer) }
    default:
      throw new Error('MAIL must be `cloudflare`, `http`, `outbox` or empty')
  }
}

function readFrom({ MAIL_FROM: value = '' }: MailEnv): Sender {
  const sender = readSender(value)
  if (sender) return sender
  throw new Error('MAIL_FROM must say who mails are from: `Example <id@example.com>`')
}

function readBinding({ EMAIL: binding }: MailEnv): MailBinding {
  if (binding) return binding
  throw new Error('MAIL is `cloudflare`: add a [[send_email]] binding named EMAIL to wrangler.toml')
}

function readUrl({ MAIL_API_URL: value }: MailEnv): string {
  const url = parseUri(value?.trim() || 'https://api.resend.com/emails')
  if (url && (url.protocol === 'https:' || isLoopbackHost(url.hostname))) return url.href
  throw new Error('MAIL_API_URL must be an https address, such as https://api.resend.com/emails')
}

function readKey({ MAIL_API_KEY: key }: MailEnv): string {
  if (key?.trim()) return key.trim()
  throw new Error('MAIL is `http`: run `npx wrangler secret put MAIL_API_KEY`')
}

/** Whoever reads the outbox gets into every account: it is for a machine that only its developer reaches. */
function readOutbox<By>(by: By, issuer: string): By {
  if (isLoopbackHost(new URL(issuer).hostname)) return by
  throw new Error('MAIL is `outbox`, which is for development: ISSUER is not a local one')
}
