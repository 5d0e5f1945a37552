/** Gives a token back (RFC 7009). */
import * as oauth from 'oauth4webapi'
import { withAmphoraErrors } from './errors.ts'
import type { RelyingParty } from './relying_party.ts'

/** A refresh token takes with it everything that it was exchanged for. Revoking what is not valid is no error. */
export function revoke(party: RelyingParty, token: string): Promise<void> {
  return withAmphoraErrors(async () => {
    const response = await oauth.revocationRequest(
      await party.metadata(),
      party.client,
      await party.authentication(),
      token,
      party.http,
    )
    await oauth.processRevocationResponse(response)
  })
}
