/** How the library of the protocol asks a provider: through the one door for fetches, and never past it. */
import * as oauth from 'oauth4webapi'
import type { OutboundRefusal } from '../../stores/outbound.ts'
import type { World } from '../../stores/world.ts'

/** Thrown through the library, and caught where an answer is made of it. */
export class UpstreamUnreachable extends Error {
  override readonly name = 'UpstreamUnreachable'
  readonly refusal: OutboundRefusal

  constructor(refusal: OutboundRefusal) {
    super(`an upstream could not be asked: ${refusal}`)
    this.refusal = refusal
  }
}

const LONGEST_ANSWER = 128 * 1024

type LibraryInit = { method: string; headers: Record<string, string>; body?: unknown }

/** What every call of the library is given. */
export const guardedFetch = ({ outbound }: Pick<World, 'outbound'>) => ({
  async [oauth.customFetch](
    url: string,
    { method, headers, body }: LibraryInit,
  ): Promise<Response> {
    const question = {
      method,
      // Some providers answer nobody who does not say what they are.
      headers: { ...headers, 'user-agent': 'Amphora' },
      ...(body instanceof URLSearchParams && { body }),
    }
    const answer = await outbound.exchange(url, question, LONGEST_ANSWER)
    if (!answer.ok) throw new UpstreamUnreachable(answer.reason)
    return answer.value
  },
  // The door itself demands https, of all but the origins that a local provider may reach.
  [oauth.allowInsecureRequests]: true,
})
