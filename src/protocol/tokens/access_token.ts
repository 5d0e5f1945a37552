/**
 * Access tokens (RFC 9068): JWTs that anybody can verify offline, and whose `jti` tells us, and nobody else, whom to
 * ask whether one is still good.
 */
import { open, seal } from '../../crypto/envelope.ts'
import { signJwt, verifyOwnJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import type { Attributes } from '../../domain/attributes.ts'
import { mappedClaims } from '../../domain/claim_mapping.ts'
import type { Client } from '../../domain/client.ts'
import type { Approval } from '../../domain/grant.ts'
import { acrOf, amrOf, authenticatedAt } from '../../domain/authentication.ts'
import type { Seconds } from '../../kernel/clock.ts'
import {
  newTokenId,
  type ClientId,
  type GrantId,
  type Sub,
  type TokenId,
} from '../../kernel/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts'
import { accessTargetOf } from '../../rules/access_target.ts'
import type { World } from '../../stores/world.ts'
import { toldSub } from './subject.ts'

const TYP = 'at+jwt'

/** Whom a token speaks for: a person, by a grant; or the client itself, as it was when the token was made. */
export type TokenHolder =
  | { kind: 'person'; tokenId: TokenId; sub: Sub; grantId: GrantId }
  | { kind: 'client'; tokenId: TokenId; clientEpoch: number; tenantEpoch: number }

export interface IssuedAccessToken {
  token: string
  expiresIn: Seconds
  /** What of the scopes means something to its audience. */
  scope: readonly string[]
}

interface Given {
  scope: readonly string[]
  /** The resources that it is for (RFC 8707); none: ourselves. */
  resource: readonly string[]
  /** The thumbprint of the key that the token is bound to. */
  jkt: string | undefined
}

/** What a token that acts for a person says of them. */
interface GivenByPerson extends Given {
  sub: Sub
  approval: Approval
  attributes: Attributes | undefined
}

/** A token that acts for a person, with those of the scopes given here that its resources know. */
export async function issuePersonToken(
  world: World,
  client: Client,
  { sub, approval, attributes, ...given }: GivenByPerson,
): Promise<IssuedAccessToken> {
  const { claim_mappings: mappings } = await world.registry.settings()
  // By all scopes that it was asked with: whichever API it is for, its client may know this of the person.
  const telling = { mappings, scope: given.scope, places: ['access_token'] } as const
  const holder = { kind: 'person', tokenId: newTokenId(), sub, grantId: approval.grantId } as const
  return issue(world, client, holder, given, {
    ...mappedClaims(telling, attributes),
    sub: await toldSub(await world.registry.keys(), client, sub),
    auth_time: authenticatedAt(approval),
    acr: acrOf(approval.facts),
    amr: amrOf(approval.facts),
  })
}

/** A token that acts for the client itself: `sub` is "an identifier the authorization server uses to indicate the client application" (RFC 9068 §2.2). */
export async function issueClientToken(
  world: World,
  client: Client,
  given: Given,
): Promise<IssuedAccessToken> {
  const { epoch: tenantEpoch } = await world.registry.settings()
  const tokenId = newTokenId()
  const holder = { kind: 'client', tokenId, clientEpoch: client.epoch, tenantEpoch } as const
  return issue(world, client, holder, given, { sub: client.client_id })
}

/** The confirmation method of RFC 9449 §6.1. */
const confirmation = (jkt: string | undefined): JsonObject =>
  jkt === undefined ? {} : { cnf: { jkt } }

/** "aud … In the special case when the JWT has one audience, … MAY be a single case-sensitive string" (RFC 7519 §4.1.3). */
const audienceClaim = (audience: readonly string[]): string | string[] =>
  audience.length === 1 ? audience.join() : [...audience]

async function issue(
  world: World,
  client: Client,
  holder: TokenHolder,
  given: Given,
  claims: JsonObject,
): Promise<IssuedAccessToken> {
  const { issuer, now, registry, tally } = world
  const [keys, settings] = await Promise.all([registry.keys(), registry.settings()])
  const target = accessTargetOf(given.resource, given.scope, { issuer, settings })
  const { audience, scope, lifetime: expiresIn, alg } = target
  tally.signaturesMade++
  const token = await signJwt(currentSigningKey(keys, alg), TYP, {
    ...claims,
    iss: issuer,
    aud: audienceClaim(audience),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
    ...confirmation(given.jkt),
    client_id: client.client_id,
    iat: now,
    exp: now + expiresIn,
    jti: await seal(keys, 'access_token', holder),
  })
  return { token, expiresIn, scope }
}

declare const verified: unique symbol

/** An access token of ours that has not expired. Whether it was revoked is another question: `live_token.ts`. */
export interface VerifiedAccessToken {
  readonly [verified]: true
  readonly holder: TokenHolder
  readonly clientId: ClientId
  /** As its client knows the person, or the client itself; whom to ask is in `holder`. */
  readonly sub: string
  readonly audience: string[]
  readonly scope: string[]
  /** The thumbprint of the key that it is bound to; undefined for a bearer token. */
  readonly jkt: string | undefined
  readonly iat: Seconds
  readonly exp: Seconds
}

/** Undefined for whatever else it is: another kind of token, of another issuer, expired. Asks nobody. */
export async function verifyAccessToken(
  { issuer, now, registry, tally }: World,
  token: string,
): Promise<VerifiedAccessToken | undefined> {
  const keys = await registry.keys()
  const claims = await verifyOwnJwt(token, {
    typ: TYP,
    keys: keys.signing.filter(({ state }) => state !== 'archived'),
    attempted: () => tally.signaturesVerified++,
  })
  const { iss, exp, iat, sub, aud, client_id: clientId, jti } = claims ?? {}
  // "The current date/time MUST be before the expiration date/time" (RFC 7519 §4.1.4); our own clock needs no leeway.
  if (iss !== issuer || typeof exp !== 'number' || now >= exp) return undefined
  if (typeof clientId !== 'string' || typeof sub !== 'string' || typeof iat !== 'number') {
    return undefined
  }
  const sealed = typeof jti === 'string' ? jti : ''
  const holder = await open<TokenHolder>(keys, 'access_token', sealed)
  if (holder === undefined) return undefined
  return {
    holder,
    clientId: clientId as ClientId,
    sub,
    audience: texts(aud),
    scope: texts(claims?.['scope']).flatMap((scope) => scope.split(' ')),
    jkt: thumbprintIn(claims?.['cnf']),
    iat,
    exp,
  } as VerifiedAccessToken
}

const thumbprintIn = (cnf: JsonValue | undefined): string | undefined =>
  isJsonObject(cnf) && typeof cnf['jkt'] === 'string' ? cnf['jkt'] : undefined

const texts = (claim: JsonValue | undefined): string[] =>
  [claim].flat().filter((entry) => typeof entry === 'string')
