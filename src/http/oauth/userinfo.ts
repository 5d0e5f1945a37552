/** `/oauth/userinfo` (OpenID Connect Core §5.3), and the same under `/api/sso/v1/me`. */
import type { Hono } from 'hono'
import { ok, type Result } from '../../kernel/result.ts'
import { endpointUrls } from '../../protocol/metadata/endpoints.ts'
import { presentedToken, type PresentedToken } from '../../protocol/userinfo/presented_token.ts'
import { signUserinfo } from '../../protocol/userinfo/signed_userinfo.ts'
import { userinfo, type KnownClaims } from '../../protocol/userinfo/userinfo.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { forAnyOrigin, jsonEndpoint, onlyTakes, whileOpen } from './endpoint.ts'
import { isForm, readForm } from '../form_body.ts'
import { NOT_STORED } from './json_refusal.ts'
import { offeringNonce, proofOf } from './proof_header.ts'
import { resourceRefusal } from './resource_refusal.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

export const userinfoRoutes = () =>
  answering(
    jsonEndpoint().use(forAnyOrigin('GET', 'POST')),
    asRegistered,
    (issuer) => endpointUrls(issuer).userinfo_endpoint,
  )

/** Beside the admin API, which no page of another origin may read. */
export const meRoutes = () =>
  answering(jsonEndpoint(), asProfile, (issuer) => `${issuer}/api/sso/v1/me`)

/** @param urlUnder the address that a proof must name */
function answering(endpoint: Hono<OAuthEnv>, show: Show, urlUnder: (issuer: string) => string) {
  const answer = (c: OAuthContext) => answerUserinfo(c, urlUnder(c.var.world.issuer), show)
  return endpoint
    .use(whileOpen)
    .use(offeringNonce)
    .get('/', answer)
    .post('/', answer)
    .all('/', onlyTakes('GET', 'POST'))
}

type Show = (c: OAuthContext, known: KnownClaims) => Response | Promise<Response>

async function answerUserinfo(c: OAuthContext, url: string, show: Show): Promise<Response> {
  const { world } = c.var
  const form = hasForm(c) ? await readForm(c.req.raw) : ok(new Map())
  const presented = form.ok ? presentedToken(c.req.header('Authorization'), form.value) : form
  const scheme = presented.ok ? presented.value.scheme : 'Bearer'
  const claims = presented.ok ? await claimsFor(c, url, presented.value) : presented
  return claims.ok
    ? show(c, claims.value)
    : resourceRefusal(world, claims.reason, { scope: 'openid', scheme })
}

const asJson: Show = (c, { claims }) => c.json(claims, 200, NOT_STORED)

/** A page of our own API, and so JSON for everybody, with a word that is ours. */
const asProfile: Show = (c, { claims, admin }) =>
  c.json({ ...claims, ...(admin !== undefined && { admin }) }, 200, NOT_STORED)

/** "If the UserInfo Response is signed and/or encrypted, then … the content-type MUST be application/jwt" (§5.3.2). */
const asRegistered: Show = async (c, known) => {
  const jwt = await signUserinfo(c.var.world, known.clientId, known.claims)
  if (jwt === undefined) return asJson(c, known)
  return c.body(jwt, 200, { ...NOT_STORED, 'Content-Type': 'application/jwt' })
}

/** A proof counts for a token that is presented as bound, and is not looked at beside any other. */
async function claimsFor(
  c: OAuthContext,
  url: string,
  { scheme, token }: PresentedToken,
): Promise<Result<KnownClaims, Refusal>> {
  const { world } = c.var
  if (scheme === 'Bearer') return userinfo(world, token)
  const proof = await proofOf(c, { url, accessToken: token })
  if (!proof.ok) return proof
  return proof.value ? userinfo(world, token, proof.value) : refuse('dpop_proof_missing')
}

/** "the HTTP request method is one for which the request-body has defined semantics" (RFC 6750 §2.2): not GET. */
const hasForm = (c: OAuthContext): boolean => c.req.method === 'POST' && isForm(c.req.raw)
