/** The one way out for mail, as the flows know it; `notify/mail/` holds the services behind it. */
import type { Result } from '../kernel/result.ts'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

export interface Mailer {
  /**
   * Hands a mail to a service that sends it, which may be asked to twice.
   * @param id says, to services that heed it, that it is the same mail
   * @returns why it was not taken, for the log
   */
  send(mail: Mail, id: string): Promise<Result<null, string>>
}
