/** Answers of `/api/sso/v1/audit`: who changed what, what happened, when, from where. Never a secret. */
import * as v from 'valibot'
import { pageOf } from './pages.ts'
import { instant } from './values.ts'

const detail = v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])

export const auditAnswer = v.strictObject({
  id: v.string(),
  at: instant,
  event: v.pipe(v.string(), v.examples(['client.created'])),
  actor: v.pipe(v.string(), v.examples(['admin'])),
  ip: v.exactOptional(v.string()),
  request_id: v.exactOptional(v.string()),
  client_id: v.exactOptional(v.string()),
  sub: v.exactOptional(v.string()),
  grant_id: v.exactOptional(v.string()),
  jti: v.exactOptional(v.string()),
  detail: v.exactOptional(v.record(v.string(), detail)),
})
export type AuditAnswer = v.InferInput<typeof auditAnswer>

export const auditPage = pageOf(auditAnswer)
