/** The body of every refusal outside OAuth: Problem Details for HTTP APIs (RFC 9457 §3), with three members of ours. */
import * as v from 'valibot'
import { about } from './values.ts'

export const problemDetails = v.strictObject({
  /** `about:blank`: the title says no more than the status (RFC 9457 §4.2.1); `error` is what a program reads. */
  type: v.literal('about:blank'),
  title: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  detail: v.string(),
  error: v.pipe(v.string(), v.examples(['invalid_client_metadata'])),
  field: v.exactOptional(
    v.pipe(
      v.string(),
      v.description('The field that was wrong, by its path'),
      v.examples(['redirect_uris.0']),
    ),
  ),
  request_id: about('What to look for in the log', v.string()),
})
export type ProblemDetails = v.InferInput<typeof problemDetails>
