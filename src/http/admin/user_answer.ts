/** A person, their sessions, grants and events as the admin API answers them. No password, in any form. */
import { NO_ATTRIBUTES } from '../../domain/attributes.ts'
import type { Grant } from '../../domain/grant.ts'
import type { LinkedIdentity } from '../../domain/identity.ts'
import { identitiesOf } from '../../domain/linked_identities.ts'
import type { Passkey } from '../../domain/passkey.ts'
import type { Person } from '../../domain/person.ts'
import type { Session } from '../../domain/session.ts'
import type { TermsAcceptance } from '../../domain/sign_up.ts'
import { isoTime } from '../../kernel/clock.ts'
import type {
  GrantAnswer,
  IdentityAnswer,
  PasskeyAnswer,
  PersonEvent,
  SessionAnswer,
  UserAnswer,
} from '../../spec/admin/users.ts'
import type { SecurityEvent } from '../../stores/users.ts'

export function userAnswerOf(person: Person): UserAnswer {
  const { updated_at, ...claims } = person.claims
  const identities = identitiesOf(person)
  return {
    sub: person.sub,
    ...claims,
    ...(person.terms && { terms: termsAnswerOf(person.terms) }),
    has_password: person.passwordHash !== null,
    ...(identities.length > 0 && { identities: identities.map(identityAnswerOf) }),
    disabled: person.disabled,
    ...attributesAnswerOf(person),
    created_at: isoTime(person.createdAt),
    updated_at: isoTime(person.updatedAt),
  }
}

/** Which terms were accepted, and when. */
export const termsAnswerOf = ({ version, at }: TermsAcceptance) => ({
  version,
  accepted_at: isoTime(at),
})

/** Who they are at another provider. */
export const identityAnswerOf = (identity: LinkedIdentity): IdentityAnswer => ({
  issuer: identity.issuer,
  sub: identity.subject,
  provider: identity.provider,
  ...(identity.label !== undefined && { label: identity.label }),
  linked_at: isoTime(identity.linkedAt),
})

/** What operators say of a person. */
export const attributesAnswerOf = ({
  admin = false,
  attributes: { roles, groups, custom } = NO_ATTRIBUTES,
}: Pick<Person, 'admin' | 'attributes'>) => ({ admin, roles, groups, custom_claims: custom })

export const sessionAnswerOf = (session: Session): SessionAnswer => ({
  id: session.id,
  facts: session.facts.map(({ method, at }) => ({ method, at: isoTime(at) })),
  created_at: isoTime(session.createdAt),
  last_seen_at: isoTime(session.lastSeenAt),
  ip: session.device.ip,
  user_agent: session.device.userAgent,
  ...(session.device.country !== undefined && { country: session.device.country }),
})

export const grantAnswerOf = (grant: Grant): GrantAnswer => ({
  id: grant.id,
  client_id: grant.clientId,
  scope: grant.approval.scope.join(' '),
  scopes: grant.approval.scope,
  resource: grant.approval.resource,
  offline: grant.offline,
  session_id: grant.approval.sessionId,
  created_at: isoTime(grant.createdAt),
  last_used_at: isoTime(grant.lastUsedAt),
})

export const passkeyAnswerOf = (passkey: Passkey): PasskeyAnswer => ({
  id: passkey.id,
  name: passkey.name,
  synced: passkey.isSynced,
  backed_up: passkey.isBackedUp,
  transports: passkey.transports,
  created_at: isoTime(passkey.createdAt),
  last_used_at: passkey.lastUsedAt === null ? null : isoTime(passkey.lastUsedAt),
})

export const personEventOf = ({ at, ...event }: SecurityEvent): PersonEvent => ({
  ...event,
  at: isoTime(at),
})
