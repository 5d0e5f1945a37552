/** What the admin API can do, one entry per route: the OpenAPI description is made of these and of the schemas. */
import { importQuery } from '../../spec/admin/import.ts'
import { auditListQuery, clientListQuery, endQuery, userListQuery } from '../../spec/admin/pages.ts'
import { INITIAL_ACCESS_TOKEN_OPERATIONS } from './initial_access_token_operations.ts'
import { FACTOR_OPERATIONS } from './factor_operations.ts'
import { gives, makes, nothing, type Operation } from './operation.ts'

const CLIENTS = '/sso/v1/oauth/clients'
const USERS = '/sso/v1/users'
const TENANT = '/sso/v1/tenant'

const CLIENT_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: CLIENTS,
    operationId: 'listClients',
    summary:
      'List the clients, a page at a time; `q` matches the beginning of the name or the whole id',
    query: clientListQuery,
    answers: gives('ClientPage'),
  },
  {
    method: 'post',
    path: CLIENTS,
    operationId: 'registerClient',
    summary:
      'Register a client; its secret, where it needs one, is shown in this answer and never again',
    body: 'ClientRegistration',
    answers: makes('ClientWithSecret'),
  },
  {
    method: 'get',
    path: `${CLIENTS}/{client_id}`,
    operationId: 'getClient',
    summary: 'Read a client',
    answers: gives('Client'),
  },
  {
    method: 'patch',
    path: `${CLIENTS}/{client_id}`,
    operationId: 'changeClient',
    summary: 'Change fields of a client; null removes one or sets its default again',
    body: 'ClientPatch',
    conditional: true,
    answers: gives('ClientWithSecret'),
  },
  {
    method: 'delete',
    path: `${CLIENTS}/{client_id}`,
    operationId: 'deleteClient',
    summary: 'Delete a client and everything granted to it; its id never comes back',
    conditional: true,
    answers: nothing,
  },
  {
    method: 'post',
    path: `${CLIENTS}/{client_id}/rotate-secret`,
    operationId: 'rotateClientSecret',
    summary: 'Make a new secret; the old one works on for `overlap` seconds',
    body: 'SecretRotation',
    bodyMayBeAbsent: true,
    conditional: true,
    answers: gives('ClientWithSecret'),
  },
  {
    method: 'post',
    path: `${CLIENTS}/{client_id}/revoke-grants`,
    operationId: 'revokeClientGrants',
    summary: 'End everything that was ever granted to a client',
    answers: gives('Client'),
  },
]

const USER_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: USERS,
    operationId: 'listUsers',
    summary:
      'List the people in the order of their addresses; `email` (or `q`) is the beginning of one',
    query: userListQuery,
    answers: gives('UserPage'),
  },
  {
    method: 'post',
    path: USERS,
    operationId: 'createUser',
    summary: 'Make a person, ready to sign in if a password is given',
    body: 'UserCreation',
    answers: makes('User'),
  },
  {
    method: 'post',
    path: `${USERS}/import`,
    operationId: 'importUsers',
    summary:
      'Bring people from elsewhere, one a line, each answered by a line; what was sent before is unchanged',
    query: importQuery,
    body: 'ImportRow',
    byLine: true,
    answers: gives('ImportLine'),
  },
  {
    method: 'get',
    path: `${USERS}/{sub}`,
    operationId: 'getUser',
    summary: 'Read a person',
    answers: gives('User'),
  },
  {
    method: 'patch',
    path: `${USERS}/{sub}`,
    operationId: 'changeUser',
    summary: 'Change claims, address, password or standing of a person; null removes a claim',
    body: 'UserPatch',
    conditional: true,
    answers: gives('User'),
  },
  {
    method: 'delete',
    path: `${USERS}/{sub}`,
    operationId: 'deleteUser',
    summary: 'Erase a person; their subject is never issued again',
    conditional: true,
    answers: nothing,
  },
]

const BELONGING_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: `${USERS}/{sub}/send-reset`,
    operationId: 'sendUserReset',
    summary: 'Mail a person a link to choose a new password by; nobody else sees it',
    body: 'Empty',
    bodyMayBeAbsent: true,
    answers: nothing,
  },
  {
    method: 'get',
    path: `${USERS}/{sub}/sessions`,
    operationId: 'listUserSessions',
    summary: 'List where a person is signed in',
    answers: gives('SessionPage'),
  },
  {
    method: 'delete',
    path: `${USERS}/{sub}/sessions`,
    operationId: 'endUserSessions',
    summary: 'Sign a person out everywhere',
    answers: gives('EndedCount'),
  },
  {
    method: 'delete',
    path: `${USERS}/{sub}/sessions/{id}`,
    operationId: 'endUserSession',
    summary: 'Sign a person out of one browser',
    answers: nothing,
  },
  {
    method: 'get',
    path: `${USERS}/{sub}/grants`,
    operationId: 'listUserGrants',
    summary: 'List what a person has granted to which client',
    answers: gives('GrantPage'),
  },
  {
    method: 'delete',
    path: `${USERS}/{sub}/grants`,
    operationId: 'endUserGrants',
    summary: 'End all grants of a person, or those of one client; consent is asked for anew',
    query: endQuery,
    answers: gives('EndedCount'),
  },
  {
    method: 'delete',
    path: `${USERS}/{sub}/grants/{id}`,
    operationId: 'endUserGrant',
    summary: 'End one grant',
    answers: nothing,
  },
  {
    method: 'get',
    path: `${USERS}/{sub}/events`,
    operationId: 'listUserEvents',
    summary: 'List what has happened to a person: sign-ins, refusals, reuse of tokens',
    answers: gives('PersonEventPage'),
  },
]

const TENANT_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: TENANT,
    operationId: 'getTenant',
    summary: 'Read the settings',
    answers: gives('Tenant'),
  },
  {
    method: 'patch',
    path: TENANT,
    operationId: 'changeTenant',
    summary: 'Change settings',
    body: 'TenantPatch',
    conditional: true,
    answers: gives('Tenant'),
  },
  {
    method: 'post',
    path: `${TENANT}/sign-everybody-out`,
    operationId: 'signEverybodyOut',
    summary: 'End every session and every grant of everybody',
    answers: gives('Tenant'),
  },
  {
    method: 'get',
    path: '/sso/v1/keys',
    operationId: 'listKeys',
    summary: 'List the signing keys, their public halves and states',
    answers: gives('KeyList'),
  },
  {
    method: 'post',
    path: '/sso/v1/keys/{alg}/rotate',
    operationId: 'rotateKey',
    summary:
      'Let the next key sign as soon as it has been published for a day; with `revoke`, at once',
    body: 'KeyRotation',
    bodyMayBeAbsent: true,
    answers: gives('KeyList'),
  },
  {
    method: 'get',
    path: '/sso/v1/audit',
    operationId: 'listAudit',
    summary:
      'List who changed what and what happened, newest first; as `application/x-ndjson`, all of it',
    query: auditListQuery,
    answers: gives('AuditPage'),
  },
]

export const OPERATIONS: readonly Operation[] = [
  ...CLIENT_OPERATIONS,
  ...INITIAL_ACCESS_TOKEN_OPERATIONS,
  ...USER_OPERATIONS,
  ...BELONGING_OPERATIONS,
  ...FACTOR_OPERATIONS,
  ...TENANT_OPERATIONS,
]
