/**
 * Which rule stands where. A request is judged by the rows whose mark stands in its column, from top to bottom; the
 * first that does not hold is the answer. Nothing else decides whether an authorization request is accepted.
 */
import type { Seconds } from '../kernel/clock.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { RequestObjectProfile } from '../spec/client_metadata.ts'
import { checkAcr } from './authorization/acr.ts'
import { checkFrontChannel } from './authorization/front_channel.ts'
import { checkFrontIdToken } from './authorization/front_id_token.ts'
import { checkGrant } from './authorization/grant.ts'
import { checkPkce } from './authorization/pkce.ts'
import { checkPrompt } from './authorization/prompt.ts'
import { checkPushed } from './authorization/pushed.ts'
import { checkResource } from './authorization/resource.ts'
import { checkEmbeddedKey } from './authorization/embedded_key.ts'
import type { Asking, AuthorizationRequest, Rule } from './authorization/rule.ts'
import { checkScope } from './authorization/scope.ts'
import { checkSigned } from './authorization/signed.ts'
import type { Refusal } from './refusals.ts'
import { checkAudience } from './request_object/audience.ts'
import { checkClientId } from './request_object/client_id.ts'
import { checkExpiry } from './request_object/expiry.ts'
import { checkFapiWindow } from './request_object/fapi_window.ts'
import { checkIssuer } from './request_object/issuer.ts'
import { checkJti, checkJtiThere } from './request_object/jti.ts'
import { checkLifetime } from './request_object/lifetime.ts'
import { checkNesting } from './request_object/nesting.ts'
import type { RequestObject, RequestObjectRule } from './request_object/rule.ts'
import { checkSubject } from './request_object/subject.ts'
import { checkTimes } from './request_object/times.ts'
import { checkTyp } from './request_object/typ.ts'

/** How a request arrived: signed or plain, through the browser or pushed. */
export type Road = 'by_value' | 'plain' | 'pushed_by_value' | 'pushed_plain'

const yes = true
const no = false

/** Judged as soon as the client is known, before the request is read: a refusal is a page, or JSON at a push. */
// prettier-ignore
export const DOOR_RULES = [
  /* rule                          by_value     plain       pushed_by_value      pushed_plain    */
  { rule: checkSigned,     on: { by_value: no,  plain: yes, pushed_by_value: no,  pushed_plain: yes } },
  { rule: checkPushed,     on: { by_value: yes, plain: yes, pushed_by_value: no,  pushed_plain: no  } },
] as const satisfies readonly RoadRow<Asking>[]

/** Judged when the redirect_uri is proven: a refusal goes there, or is JSON at a push. */
// prettier-ignore
export const PARAMETER_RULES = [
  { rule: checkFrontChannel, on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkGrant,        on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkPkce,         on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkPrompt,       on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkScope,        on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkResource,     on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkEmbeddedKey,  on: { by_value: yes, plain: no,  pushed_by_value: yes, pushed_plain: no  } },
  { rule: checkFrontIdToken, on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
  { rule: checkAcr,          on: { by_value: yes, plain: yes, pushed_by_value: yes, pushed_plain: yes } },
] as const satisfies readonly RoadRow<AuthorizationRequest>[]

/** Judged when the signature is right, whichever road the object came: a refusal is a page, or JSON at a push. */
// prettier-ignore
export const REQUEST_OBJECT_RULES = [
  { rule: checkTyp,        in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkNesting,    in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkIssuer,     in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkClientId,   in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkSubject,    in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkAudience,   in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkTimes,      in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkExpiry,     in: { strict: yes, fapi2: yes, rfc9101: no  } },
  { rule: checkLifetime,   in: { strict: yes, fapi2: no,  rfc9101: no  } },
  { rule: checkFapiWindow, in: { strict: no,  fapi2: yes, rfc9101: no  } },
  { rule: checkJti,        in: { strict: yes, fapi2: yes, rfc9101: yes } },
  { rule: checkJtiThere,   in: { strict: yes, fapi2: no,  rfc9101: no  } },
] as const satisfies readonly { rule: RequestObjectRule; in: Record<RequestObjectProfile, boolean> }[]

interface RoadRow<Input> {
  rule: Rule<Input>
  on: Record<Road, boolean>
}

export const judgeAtDoor = (asking: Asking, road: Road): Result<null, Refusal> =>
  firstRefusal(DOOR_RULES.filter((row) => row.on[road]).map(({ rule }) => rule(asking)))

export const judgeParameters = (request: AuthorizationRequest, road: Road): Result<null, Refusal> =>
  firstRefusal(PARAMETER_RULES.filter((row) => row.on[road]).map(({ rule }) => rule(request)))

/** In the profile that the client is registered for. */
export const judgeRequestObject = (object: RequestObject, now: Seconds): Result<null, Refusal> =>
  firstRefusal(
    REQUEST_OBJECT_RULES.filter((row) => row.in[object.client.request_object_profile]).map(
      ({ rule }) => rule(object, now),
    ),
  )

const firstRefusal = (verdicts: Result<null, Refusal>[]): Result<null, Refusal> =>
  verdicts.find((verdict) => !verdict.ok) ?? ok(null)
