/** Bodies of `/api/sso/v1/invitations`: whom an operator invites to make an account. */
import * as v from 'valibot'
import { omissible } from './entries.ts'
import { pageOf } from './pages.ts'
import { email, personClaims } from './users.ts'
import { about, instant } from './values.ts'

/** An address is proven by the invitation itself. */
const { email_verified, ...claims } = personClaims

export const invitationCreation = v.pipe(
  v.strictObject({ email, ...omissible(claims) }),
  v.examples([{ email: 'ada@example.com', name: 'Ada Lovelace', locale: 'en' }]),
)
export type InvitationCreation = v.InferOutput<typeof invitationCreation>

export const invitationAnswer = v.strictObject({
  id: v.string(),
  email,
  ...omissible(claims),
  created_at: instant,
  expires_at: instant,
  accepted_at: v.exactOptional(about('When the account was made', instant)),
})
export type InvitationAnswer = v.InferInput<typeof invitationAnswer>

export const invitationPage = pageOf(invitationAnswer)
