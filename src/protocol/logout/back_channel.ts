/** Back-Channel Logout 1.0: the client is told directly, whatever became of the browser. */
import type { LogoutNotice } from '../../domain/logout_notice.ts'
import { issueLogoutToken, type LogoutWorld } from '../tokens/logout_token.ts'

/**
 * Posts a logout token to a client (§2.5).
 * @returns whether there is nothing left to do: it was taken, or the client is gone or wants none
 */
export async function tellClient(world: LogoutWorld, notice: LogoutNotice): Promise<boolean> {
  const client = await world.registry.client(notice.clientId)
  const uri = client?.backchannel_logout_uri
  if (!client || uri === undefined) return true
  const token = await issueLogoutToken(world, client, notice)
  const answer = await world.outbound.post(uri, { logout_token: token })
  const { client_id } = client
  if (answer.ok) world.log.event('logout_delivered', { client_id })
  else world.log.event('logout_undelivered', { client_id, reason: answer.reason })
  return answer.ok
}
