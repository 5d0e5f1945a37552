/** A person is told by mail that what their account is proven by has changed. */
import type { FactorChanged } from '../../domain/mail_notice.ts'
import type { Person } from '../../domain/person.ts'
import type { FactorNotice } from '../../domain/sign_in.ts'
import { noteMail } from './mails.ts'
import type { Turn } from './turn.ts'

/** Whoever has no address is told by their account's page alone. */
export function noteFactorChange(
  turn: Turn,
  { tenant, sub, claims: { email } }: Person,
  change: FactorChanged,
  { mailId: id, lang }: FactorNotice,
): void {
  if (email === undefined) return
  noteMail(turn, { kind: 'factor_changed', change, id, tenant, sub, to: email, lang })
}
