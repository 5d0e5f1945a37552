/** `MAIL_FROM`: who the mails are from. */
import { normalizeEmail } from '../../domain/names.ts'
import type { Sender } from './mailer.ts'

/** @param value `Name <address>` or the address alone @returns undefined for what is neither */
export function readSender(value: string): Sender | undefined {
  const [, name = '', email = ''] = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]+)>|)\s*$/.exec(value) ?? []
  const address = normalizeEmail(email || value.trim())
  // oxlint-disable-next-line no-control-regex
  if (address === undefined || /[\u0000-\u001f\u007f\\]/.test(name)) return undefined
  return { name: name || address, email: address }
}
