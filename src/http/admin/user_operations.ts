/** What the admin API can do with people, and with what hangs on them. */
import { importQuery } from '../../spec/admin/import.ts'
import { endQuery, userListQuery } from '../../spec/admin/pages.ts'
import { gives, makes, nothing, type Operation } from './operation.ts'

const USERS = '/sso/v1/users'

export const USER_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: USERS,
    operationId: 'listUsers',
    summary:
      'List the people in the order of their addresses, then those who have none; `email` is the beginning of an address, `q` of one or of a sub, or a part of the name of who has no address',
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

export const BELONGING_OPERATIONS: Operation[] = [
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
