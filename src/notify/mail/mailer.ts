/** Which service sends the mail: chosen by configuration, and one of three. */
import { err, ok } from '../../kernel/result.ts'
import type { Mailer } from '../../stores/mailer.ts'
import type { Outbound } from '../../stores/outbound.ts'
import type { Outbox } from '../../stores/outbox.ts'

/** A sender as people read it: `Name <address>`, the name left out where there is none. */
export interface Sender {
  name: string
  email: string
}

/** Cloudflare's `send_email` binding, in the form that takes the parts of a mail and makes the MIME of them itself. */
export interface MailBinding {
  send(mail: {
    from: Sender
    to: string
    subject: string
    text: string
    html: string
  }): Promise<unknown>
}

/** By the binding: it throws where it does not take a mail. */
export const cloudflareMailer = (binding: MailBinding, from: Sender): Mailer => ({
  async send({ to, subject, text, html }) {
    try {
      await binding.send({ from, to, subject, text, html })
      return ok(null)
    } catch (error) {
      return err(error instanceof Error ? error.message : 'refused')
    }
  },
})

/**
 * By HTTP, as Resend and others take it: `POST` of JSON with `from`, `to`, `subject`, `text` and `html`, under a bearer key. The
 * `Idempotency-Key` keeps a mail that is handed over twice from being sent twice.
 */
export const httpMailer = (
  outbound: Outbound,
  { url, key, from }: { url: string; key: string; from: Sender },
): Mailer => ({
  send: ({ to, subject, text, html }, id) =>
    outbound.postJson(
      url,
      { from: spellSender(from), to: [to], subject, text, html },
      { Authorization: `Bearer ${key}`, 'Idempotency-Key': id },
    ),
})

/** By nobody: into the outbox of a machine that mails nothing. */
export const outboxMailer = (outbox: Outbox): Mailer => ({
  async send(mail, id) {
    await outbox.keep(mail, id)
    return ok(null)
  },
})

/** RFC 5322 §3.4: a display name in quotes may hold anything but the quotes themselves. */
const spellSender = ({ name, email }: Sender): string => `"${name}" <${email}>`
