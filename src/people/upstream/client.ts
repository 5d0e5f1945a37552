/** Us, as a client of other providers. */
import * as oauth from 'oauth4webapi'
import { appleClientSecret } from '../../crypto/apple_client_secret.ts'
import { openUpstreamSecret } from '../../crypto/upstream_secrets.ts'
import type { Upstream } from '../../domain/upstream.ts'
import type { World } from '../../stores/world.ts'
import { providerOf } from './providers.ts'

/** One for each upstream, so that an answer says by itself which one it comes from (RFC 9700 §4.4.2.2). */
export const redirectUriOf = (issuer: string, { id }: Pick<Upstream, 'id'>): string =>
  `${issuer}/login/from/${id}`

export const clientOf = ({ clientId }: Upstream): oauth.Client => ({ client_id: clientId })

/** How we prove to a provider's token endpoint who we are. @throws Error where our secret does not open */
export async function authenticationOf(
  world: Pick<World, 'registry' | 'now'>,
  upstream: Upstream,
  as: oauth.AuthorizationServer,
): Promise<oauth.ClientAuth> {
  const secret = await openUpstreamSecret(
    await world.registry.keys(),
    upstream.id,
    upstream.sealedSecret,
  )
  const { authentication } = providerOf(upstream.kind)
  switch (authentication) {
    case 'apple': {
      const { teamId = '', keyId = '', clientId } = upstream
      const key = { teamId, keyId, privateKey: secret }
      return oauth.ClientSecretPost(await appleClientSecret(key, clientId, world.now))
    }
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret)
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(secret)
    case 'announced':
      return prefersPost(as) ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret)
  }
}

/** "If omitted, the default is client_secret_basic" (OpenID Connect Discovery §3). */
const prefersPost = ({
  token_endpoint_auth_methods_supported: methods,
}: oauth.AuthorizationServer) =>
  methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic')
