/** Whether a person is asked, for this client and this way back to it; and what of that way consent remembers. */
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

/**
 * Where an answer goes, as far as a person who consents is shown it: scheme and host. One that the client has registered
 * since is asked about anew (ASVS 10.7.1): a public client is whoever answers there, and nobody else.
 */
export function hostOf(redirectUri: string): string {
  const uri = parseUri(redirectUri)
  return uri ? `${uri.protocol}//${uri.hostname}` : redirectUri
}

function isClaimedAddress(redirectUri: string): boolean {
  const uri = parseUri(redirectUri)
  return uri?.protocol === 'https:' && !isLoopbackHost(uri.hostname)
}
