/** Providers as an operator sets them up: judged by their kind, their secret sealed. */
import { isAppleKey } from '../../crypto/apple_client_secret.ts'
import { sealUpstreamSecret } from '../../crypto/upstream_secrets.ts'
import type { Upstream } from '../../domain/upstream.ts'
import { err, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { checkOutboundUrl } from '../../rules/outbound_url.ts'
import type { UpstreamCreation, UpstreamPatch } from '../../spec/admin/upstreams.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { providerOf } from './providers.ts'

export interface UpstreamFault {
  field: 'issuer' | 'team_id' | 'key_id' | 'client_secret'
  /** A sentence that goes on from the field's name. */
  detail: string
}

export async function createUpstream(
  world: AdminWorld,
  given: UpstreamCreation,
): Promise<Result<Upstream, UpstreamFault | 'exists' | 'too_many'>> {
  const { id, kind, client_secret: secret, issuer, team_id: teamId, key_id: keyId } = given
  const fault = issuerFault(world, given) ?? (await secretFault({ kind, teamId, keyId, secret }))
  if (fault) return err(fault)
  const upstream: Upstream = {
    id,
    kind,
    name: given.name ?? providerOf(kind).name,
    ...(issuer !== undefined && { issuer }),
    clientId: given.client_id,
    sealedSecret: await sealUpstreamSecret(await world.registry.keys(), id, secret),
    ...(teamId !== undefined && { teamId }),
    ...(keyId !== undefined && { keyId }),
    scopes: given.scopes ?? [],
    enabled: given.enabled ?? true,
    signUp: given.sign_up ?? 'link_only',
    trustsEmail: given.trusts_email ?? [],
    createdAt: world.now,
    updatedAt: world.now,
    revision: 0,
  }
  const audit = adminEvent(world, 'upstream.created', { detail: { upstream: id, kind } })
  return world.tenants.createUpstream(upstream, audit)
}

export async function changeUpstream(
  world: AdminWorld,
  id: string,
  patch: UpstreamPatch,
  expectedRevision: number | null,
): Promise<Result<Upstream, UpstreamFault | 'unknown' | 'changed'>> {
  const standing = await findUpstream(world, id)
  if (!standing) return err('unknown')
  const { client_secret: secret } = patch
  const teamId = patch.team_id ?? standing.teamId
  const keyId = patch.key_id ?? standing.keyId
  const fault = await secretFault({ kind: standing.kind, teamId, keyId, secret })
  if (fault) return err(fault)
  const changed: Upstream = {
    ...standing,
    name: patch.name === null ? providerOf(standing.kind).name : (patch.name ?? standing.name),
    clientId: patch.client_id ?? standing.clientId,
    ...(teamId !== undefined && { teamId }),
    ...(keyId !== undefined && { keyId }),
    ...(secret !== undefined && {
      sealedSecret: await sealUpstreamSecret(await world.registry.keys(), id, secret),
    }),
    scopes: patch.scopes === null ? [] : (patch.scopes ?? standing.scopes),
    enabled: patch.enabled ?? standing.enabled,
    signUp: patch.sign_up ?? standing.signUp,
    trustsEmail: patch.trusts_email ?? standing.trustsEmail,
  }
  const detail = { upstream: id, fields: Object.keys(patch) }
  const audit = adminEvent(world, 'upstream.updated', { detail })
  return world.tenants.replaceUpstream(changed, expectedRevision ?? standing.revision, audit)
}

export const findUpstream = async (world: AdminWorld, id: string): Promise<Upstream | undefined> =>
  (await world.tenants.settings()).upstreams.find((each) => each.id === id)

/** Who it is must be plain: one that its kind knows, or one that is said, and that we would ask. */
function issuerFault(
  { issuer: self, outbound }: AdminWorld,
  { kind, issuer }: UpstreamCreation,
): UpstreamFault | undefined {
  const provider = providerOf(kind)
  if (issuer === undefined) {
    return provider.issuer === null
      ? { field: 'issuer', detail: 'is required for this kind' }
      : undefined
  }
  if (!provider.isHosted) {
    return { field: 'issuer', detail: 'must be left out: of this kind there is one' }
  }
  // "using the https scheme that contains … no query or fragment components" (OpenID Connect Discovery §2).
  const url = checkOutboundUrl(issuer, { issuer: self, outbound })
  return !url.ok || url.value.search !== '' || issuer.endsWith('/')
    ? {
        field: 'issuer',
        detail: 'must be a public https address without a query, a fragment and a slash at its end',
      }
    : undefined
}

interface GivenSecret {
  kind: Upstream['kind']
  teamId: string | undefined
  keyId: string | undefined
  secret: string | undefined
}

async function secretFault({
  kind,
  teamId,
  keyId,
  secret,
}: GivenSecret): Promise<UpstreamFault | undefined> {
  const isApple = providerOf(kind).authentication === 'apple'
  if (!isApple) {
    const field = teamId !== undefined ? 'team_id' : keyId !== undefined ? 'key_id' : undefined
    return field && { field, detail: 'is for Apple alone' }
  }
  if (teamId === undefined) return { field: 'team_id', detail: 'is required for this kind' }
  if (keyId === undefined) return { field: 'key_id', detail: 'is required for this kind' }
  return secret === undefined || (await isAppleKey(secret))
    ? undefined
    : { field: 'client_secret', detail: 'must be the private key of the .p8 file, in PEM' }
}
