/** What the admin API can do with the providers that people may sign in with. */
import { gives, makes, nothing, type Operation } from './operation.ts'

const UPSTREAMS = '/sso/v1/upstreams'

export const UPSTREAM_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: UPSTREAMS,
    operationId: 'listUpstreams',
    summary: 'List the providers that people may sign in with, in the order of their buttons',
    answers: gives('UpstreamPage'),
  },
  {
    method: 'post',
    path: UPSTREAMS,
    operationId: 'createUpstream',
    summary: 'Let people sign in with another provider; its redirect_uri is in this answer',
    body: 'UpstreamCreation',
    answers: makes('Upstream'),
  },
  {
    method: 'get',
    path: `${UPSTREAMS}/{id}`,
    operationId: 'getUpstream',
    summary: 'Read a provider: all but its secret',
    answers: gives('Upstream'),
  },
  {
    method: 'patch',
    path: `${UPSTREAMS}/{id}`,
    operationId: 'changeUpstream',
    summary: 'Change a provider; kind and issuer stay, for they say whose people these are',
    body: 'UpstreamPatch',
    conditional: true,
    answers: gives('Upstream'),
  },
  {
    method: 'delete',
    path: `${UPSTREAMS}/{id}`,
    operationId: 'deleteUpstream',
    summary: 'Let nobody sign in with a provider any more; who was linked by it, stays linked',
    conditional: true,
    answers: nothing,
  },
]
