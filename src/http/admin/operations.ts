/** What the admin API can do, one entry per route: the OpenAPI description is made of these and of the schemas. */
import { auditListQuery, clientListQuery } from '../../spec/admin/pages.ts'
import { INITIAL_ACCESS_TOKEN_OPERATIONS } from './initial_access_token_operations.ts'
import { FACTOR_OPERATIONS } from './factor_operations.ts'
import { INVITATION_OPERATIONS } from './invitation_operations.ts'
import { UPSTREAM_OPERATIONS } from './upstream_operations.ts'
import { gives, makes, nothing, type Operation } from './operation.ts'
import { BELONGING_OPERATIONS, USER_OPERATIONS } from './user_operations.ts'

const CLIENTS = '/sso/v1/oauth/clients'
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
  ...INVITATION_OPERATIONS,
  ...USER_OPERATIONS,
  ...BELONGING_OPERATIONS,
  ...UPSTREAM_OPERATIONS,
  ...FACTOR_OPERATIONS,
  ...TENANT_OPERATIONS,
]
