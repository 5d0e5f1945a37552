/** The body of every refusal outside OAuth: Problem Details for HTTP APIs (RFC 9457 §3), with three members of ours. */
import * as v from 'valibot'

export const problemDetails = v.strictObject({
  /** `about:blank`: the title says no more than the status (RFC 9457 §4.2.1); `error` is what a program reads. */
  type: v.literal('about:blank'),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.string(),
  error: v.pipe(v.string(), v.examples(['invalid_client_metadata'])),
  /** The field that was wrong, by its path: `redirect_uris.0`. */
  field: v.exactOptional(v.string()),
  request_id: v.string(),
})
export type ProblemDetails = v.InferInput<typeof problemDetails>
