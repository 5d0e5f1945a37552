/** What the admin API can do with initial access tokens. */
import { plainListQuery } from '../../spec/admin/pages.ts'
import { gives, makes, nothing, type Operation } from './operation.ts'

const TOKENS = '/sso/v1/oauth/initial-access-tokens'

export const INITIAL_ACCESS_TOKEN_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: TOKENS,
    operationId: 'listInitialAccessTokens',
    summary:
      'List the initial access tokens that were not revoked, and how many clients each has registered',
    query: plainListQuery,
    answers: gives('InitialAccessTokenPage'),
  },
  {
    method: 'post',
    path: TOKENS,
    operationId: 'makeInitialAccessToken',
    summary: 'Give leave to register clients; the token is shown in this answer and never again',
    body: 'InitialAccessTokenCreation',
    bodyMayBeAbsent: true,
    answers: makes('MadeInitialAccessToken'),
  },
  {
    method: 'get',
    path: `${TOKENS}/{id}`,
    operationId: 'getInitialAccessToken',
    summary: 'Read an initial access token: all but the token itself',
    answers: gives('InitialAccessToken'),
  },
  {
    method: 'delete',
    path: `${TOKENS}/{id}`,
    operationId: 'revokeInitialAccessToken',
    summary: 'Revoke an initial access token; the clients that it has registered stay',
    answers: nothing,
  },
]
