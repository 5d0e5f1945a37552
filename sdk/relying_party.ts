/** An app towards its provider: who it is, how it proves that, and what the provider says of itself. */
import * as oauth from 'oauth4webapi'
import { AmphoraError, withAmphoraErrors } from './errors.ts'
import type { Identity } from './identity.ts'
import type { Fetch, PartyOptions } from './options.ts'
import { singleFlight } from './single_flight.ts'

const METADATA_SECONDS = 3600
const PATIENCE_MS = 10_000

type Sending = (
  url: string,
  init: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
) => Promise<Response>

interface HttpOptions {
  [oauth.customFetch]: Sending
  [oauth.allowInsecureRequests]: boolean
  signal: () => AbortSignal
  DPoP?: oauth.DPoPHandle
}

export interface RelyingParty extends Omit<Identity, 'proofs'> {
  options: PartyOptions
  client: oauth.Client
  http: HttpOptions
  /** The provider's metadata (RFC 8414), asked for once an hour. */
  metadata: () => Promise<oauth.AuthorizationServer>
  /** Where the browser is sent to. */
  endpoint: (name: 'authorization_endpoint' | 'end_session_endpoint') => Promise<string>
}

/** @param options as `checkOptions` left them */
export function createRelyingParty(
  options: PartyOptions,
  { authentication, signingKey, proofs }: Identity,
): RelyingParty {
  const http: HttpOptions = {
    [oauth.customFetch]: withAvailability(options.fetch ?? fetch),
    // Decided by `checkOptions`: only for a provider on this machine.
    [oauth.allowInsecureRequests]: options.issuer.startsWith('http:'),
    signal: () => AbortSignal.timeout(PATIENCE_MS),
    ...(proofs && { DPoP: proofs }),
  }
  const keep = singleFlight<oauth.AuthorizationServer>(METADATA_SECONDS)
  const metadata = () => keep(options.issuer, () => discover(options.issuer, http))
  return {
    options,
    client: { client_id: options.clientId },
    http,
    metadata,
    async endpoint(name) {
      const { [name]: endpoint } = await metadata()
      if (endpoint === undefined || !URL.canParse(endpoint)) {
        throw new AmphoraError('response_invalid', `the provider has no ${name}`)
      }
      return endpoint
    },
    authentication,
    signingKey,
  }
}

function discover(issuer: string, http: HttpOptions): Promise<oauth.AuthorizationServer> {
  return withAmphoraErrors(async () => {
    const url = new URL(issuer)
    return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, http))
  })
}

/** No answer, an answer of 5xx and "too many requests" are one thing to an app: try again later. */
function withAvailability(inner: Fetch): Sending {
  return async (url, { body, ...init }) => {
    let response: Response
    try {
      response = await inner(url, { ...init, ...(body && { body }) })
    } catch (cause) {
      throw new AmphoraError('temporarily_unavailable', 'the provider does not answer', { cause })
    }
    if (response.status < 500 && response.status !== 429) return response
    await response.body?.cancel()
    throw new AmphoraError('temporarily_unavailable', `the provider answers ${response.status}`)
  }
}
