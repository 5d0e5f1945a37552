/** Sends a browser to another provider: with PKCE, a state, a nonce, and a redirect URI of that provider's own. */
import * as oauth from 'oauth4webapi'
import type { Upstream } from '../../domain/upstream.ts'
import { UPSTREAM_LIFETIME, type UpstreamPurpose } from '../../domain/upstream_sign_in.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { checkOutboundUrl } from '../../rules/outbound_url.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { redirectUriOf } from './client.ts'
import { failureOf, type UpstreamFailure } from './failure.ts'
import { issuerOf, providerOf } from './providers.ts'
import { serverOf } from './server.ts'

export interface BegunUpstream {
  address: PendingAddress
  /** Where the browser is to go, given what seals the address. */
  urlWith(state: string): URL
}

/** @param again whether the person is to prove anew who they are, as far as the provider listens to that */
export async function beginUpstream(
  world: World,
  upstream: Upstream,
  purpose: UpstreamPurpose,
  again: boolean,
): Promise<Result<BegunUpstream, UpstreamFailure>> {
  const endpoint = await authorizationEndpoint(world, upstream)
  if (!endpoint.ok) return endpoint
  const provider = providerOf(upstream.kind)
  const verifier = provider.lacks?.includes('pkce') ? null : randomToken(32)
  const hasNonce = !provider.oauth && !provider.lacks?.includes('nonce')
  const nonce = hasNonce ? randomToken() : null
  const expiresAt = world.now + UPSTREAM_LIFETIME
  const kept = { upstream: upstream.id, verifier, nonce, purpose, expiresAt }
  const address = await world.pendings.beginUpstream(kept)
  const challenge = verifier === null ? null : await oauth.calculatePKCECodeChallenge(verifier)
  const parameters = {
    client_id: upstream.clientId,
    redirect_uri: redirectUriOf(world.issuer, upstream),
    response_type: 'code',
    scope: [...new Set([...provider.scopes, ...upstream.scopes])].join(' '),
    ...(challenge !== null && { code_challenge: challenge, code_challenge_method: 'S256' }),
    ...(nonce !== null && { nonce }),
    ...provider.parameters,
    ...(again && provider.again),
  }
  return ok({
    address,
    urlWith: (state) => withParameters(endpoint.value, { ...parameters, state }),
  })
}

/** An address that its metadata names is as foreign as any other. */
async function authorizationEndpoint(
  world: World,
  upstream: Upstream,
): Promise<Result<URL, UpstreamFailure>> {
  try {
    const { as } = await serverOf(world, upstream)
    const policy = { issuer: world.issuer, outbound: world.outbound }
    const checked = checkOutboundUrl(as.authorization_endpoint ?? '', policy)
    return checked.ok ? checked : err({ reason: 'failed', cause: 'authorization_endpoint' })
  } catch (error) {
    world.log.event('upstream_not_found', { upstream: upstream.id, issuer: issuerOf(upstream) })
    return err(failureOf(error))
  }
}

/** Whatever the endpoint's own address says besides, it says on. */
function withParameters(endpoint: URL, parameters: Record<string, string>): URL {
  const url = new URL(endpoint)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}
