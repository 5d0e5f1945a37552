/**
 * Who may use the admin API: the bearer of `ADMIN_TOKEN`, or of an operator's access token with the scope
 * `amphora:admin`; by the Authorization header alone (RFC 6750 §2.1, RFC 9449 §7.1).
 */
import { createMiddleware } from 'hono/factory'
import { equalSecrets } from '../../kernel/digest.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { readProof } from '../../protocol/dpop/read_proof.ts'
import { operatorOf } from '../../protocol/operators/operator_of.ts'
import { presentedToken, type PresentedToken } from '../../protocol/userinfo/presented_token.ts'
import { refuse, REFUSALS, type Refusal } from '../../rules/refusals.ts'
import { ADMIN_SCOPE } from '../../spec/claims.ts'
import { DPOP_SIGNING_ALGORITHMS } from '../../spec/dpop.ts'
import { Problem } from '../problem.ts'
import type { AdminContext, AdminEnv } from './world.ts'

const closed = () =>
  new Problem(503, {
    error: 'temporarily_unavailable',
    detail: 'the admin API is closed: ADMIN_TOKEN is not set',
  })

export const requireAdmin = createMiddleware<AdminEnv>(async (c, next) => {
  const { world } = c.var
  if (world.adminToken === null) throw closed()
  const authorization = c.req.header('Authorization')
  // Two headers arrive as one value with a comma, and match nothing.
  const [, sent = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  if (!(await equalSecrets(sent, world.adminToken))) {
    c.set('world', { ...world, operator: await operatorBy(c, authorization) })
  }
  await next()
})

/** In whose name an access token came. @throws Problem 401 or 403 */
async function operatorBy(c: AdminContext, authorization: string | undefined): Promise<Sub> {
  const presented = presentedToken(authorization, new Map())
  if (!presented.ok) throw unauthorized()
  const operator = await readOperator(c, presented.value)
  if (!operator.ok) throw refusalOf(operator.reason, presented.value.scheme)
  return operator.value
}

async function readOperator(
  c: AdminContext,
  { scheme, token }: PresentedToken,
): Promise<Result<Sub, Refusal>> {
  const { world } = c.var
  if (scheme === 'Bearer') return operatorOf(world, token)
  const header = c.req.header('DPoP')
  if (header === undefined) return refuse('dpop_proof_missing')
  const url = `${world.issuer}${new URL(c.req.url).pathname}`
  const proof = await readProof(world, header, { method: c.req.method, url, accessToken: token })
  return proof.ok ? operatorOf(world, token, proof.value) : proof
}

/** Who is known but may not learns what is missing (RFC 6750 §3.1); how a proof fails is told to whoever brings one. */
function refusalOf({ key }: Refusal, scheme: PresentedToken['scheme']): Problem {
  const { error, description } = REFUSALS[key]
  if (error === 'insufficient_scope') return forbidden(scheme)
  if (scheme === 'Bearer') return unauthorized()
  return new Problem(401, {
    error,
    detail: description,
    headers: { 'WWW-Authenticate': `${challenge(scheme)}, error="${error}"` },
  })
}

/** One and the same answer, whatever was wrong with what was sent. */
const unauthorized = () =>
  new Problem(401, {
    error: 'invalid_token',
    detail: `an admin token is required, or an operator's access token with the scope ${ADMIN_SCOPE}`,
    headers: { 'WWW-Authenticate': challenge('Bearer') },
  })

const forbidden = (scheme: PresentedToken['scheme']) =>
  new Problem(403, {
    error: 'insufficient_scope',
    detail: `the access token must have the scope ${ADMIN_SCOPE}`,
    headers: {
      'WWW-Authenticate': `${challenge(scheme)}, error="insufficient_scope", scope="${ADMIN_SCOPE}"`,
    },
  })

const challenge = (scheme: PresentedToken['scheme']): string =>
  scheme === 'DPoP'
    ? `DPoP realm="admin", algs="${DPOP_SIGNING_ALGORITHMS.join(' ')}"`
    : 'Bearer realm="admin"'
