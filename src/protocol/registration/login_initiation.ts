/** Logins that begin at the client, sent there by us (OpenID Connect Core §4). */
import { withQuery } from '../../kernel/uri.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'

/** The client's own address for that, which tells it whom to ask: "iss REQUIRED". Undefined where it has none. */
export const loginInitiationUri = (
  issuer: string,
  { initiate_login_uri: uri }: ClientMetadata,
): string | undefined => (uri === undefined ? undefined : withQuery(uri, { iss: issuer }))
