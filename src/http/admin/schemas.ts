/** The schemas that the description names, by the names that it gives them. */
import { auditAnswer, auditPage } from '../../spec/admin/audit.ts'
import {
  clientAnswer,
  clientPage,
  clientPatch,
  clientRegistration,
  clientWithSecret,
  secretRotation,
} from '../../spec/admin/clients.ts'
import { importLine, importRow } from '../../spec/admin/import.ts'
import {
  initialAccessTokenAnswer,
  initialAccessTokenCreation,
  initialAccessTokenPage,
  madeInitialAccessToken,
} from '../../spec/admin/initial_access_tokens.ts'
import { keyAnswer, keyList, keyRotation } from '../../spec/admin/keys.ts'
import { problemDetails } from '../../spec/admin/problem.ts'
import { tenantAnswer, tenantPatch } from '../../spec/admin/tenant.ts'
import {
  endedCount,
  grantAnswer,
  grantPage,
  passkeyAnswer,
  passkeyPage,
  personEvent,
  personEventPage,
  secondFactorsAnswer,
  sessionAnswer,
  sessionPage,
  userAnswer,
  userCreation,
  userPage,
  userPatch,
} from '../../spec/admin/users.ts'
import { displayText, emptyBody, instant, uri } from '../../spec/admin/values.ts'

export const SCHEMAS = {
  DisplayText: displayText,
  Uri: uri,
  Instant: instant,
  Problem: problemDetails,
  Empty: emptyBody,
  ClientRegistration: clientRegistration,
  ClientPatch: clientPatch,
  Client: clientAnswer,
  ClientWithSecret: clientWithSecret,
  ClientPage: clientPage,
  SecretRotation: secretRotation,
  InitialAccessTokenCreation: initialAccessTokenCreation,
  InitialAccessToken: initialAccessTokenAnswer,
  MadeInitialAccessToken: madeInitialAccessToken,
  InitialAccessTokenPage: initialAccessTokenPage,
  UserCreation: userCreation,
  UserPatch: userPatch,
  User: userAnswer,
  UserPage: userPage,
  ImportRow: importRow,
  ImportLine: importLine,
  Session: sessionAnswer,
  SessionPage: sessionPage,
  Grant: grantAnswer,
  GrantPage: grantPage,
  Passkey: passkeyAnswer,
  PasskeyPage: passkeyPage,
  SecondFactors: secondFactorsAnswer,
  PersonEvent: personEvent,
  PersonEventPage: personEventPage,
  EndedCount: endedCount,
  Tenant: tenantAnswer,
  TenantPatch: tenantPatch,
  Key: keyAnswer,
  KeyList: keyList,
  KeyRotation: keyRotation,
  AuditEvent: auditAnswer,
  AuditPage: auditPage,
} as const

export type SchemaName = keyof typeof SCHEMAS
