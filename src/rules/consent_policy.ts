/** Whether a person is asked, for this client and this way back to it. */
import { isPublicClient } from '../domain/client.ts'
import { isLoopbackHost, parseUri } from '../kernel/uri.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'

/**
 * What the client is registered with, but always where nobody can tell who it is: "authorization servers SHOULD NOT
 * process authorization requests automatically without user consent or interaction, except when the identity of the
 * client can be assured" (RFC 8252 §8.6). A public client proves itself by its https address alone.
 */
export const consentPolicyOf = (
  client: ClientMetadata,
  redirectUri: string,
): ClientMetadata['consent'] =>
  isPublicClient(client) && !isClaimedAddress(redirectUri) ? 'always' : client.consent

function isClaimedAddress(redirectUri: string): boolean {
  const uri = parseUri(redirectUri)
  return uri?.protocol === 'https:' && !isLoopbackHost(uri.hostname)
}
