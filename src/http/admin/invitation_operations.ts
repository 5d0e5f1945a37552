/** What the admin API can do with invitations. */
import { plainListQuery } from '../../spec/admin/pages.ts'
import { gives, makes, nothing, type Operation } from './operation.ts'

const INVITATIONS = '/sso/v1/invitations'

export const INVITATION_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: INVITATIONS,
    operationId: 'listInvitations',
    summary: 'List the invitations that were not taken back, and which of them were accepted',
    query: plainListQuery,
    answers: gives('InvitationPage'),
  },
  {
    method: 'post',
    path: INVITATIONS,
    operationId: 'invite',
    summary: 'Mail somebody a link to make an account, good for a week and for one account',
    body: 'InvitationCreation',
    answers: makes('Invitation'),
  },
  {
    method: 'get',
    path: `${INVITATIONS}/{id}`,
    operationId: 'getInvitation',
    summary: 'Read an invitation: all but its link',
    answers: gives('Invitation'),
  },
  {
    method: 'delete',
    path: `${INVITATIONS}/{id}`,
    operationId: 'revokeInvitation',
    summary: 'Take an invitation back: its link makes no account any more',
    answers: nothing,
  },
]
