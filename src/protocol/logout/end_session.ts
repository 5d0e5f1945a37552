/** RP-Initiated Logout 1.0: who asks for it, whom it is about, and where the browser goes afterwards. */
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import type { ClientId, SessionId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { withQuery } from '../../kernel/uri.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import { verifyIdTokenHint, type IdTokenHint } from '../tokens/id_token_hint.ts'
import { sidOf } from '../tokens/sid.ts'
import type { ActiveAccount } from '../authorization/approval.ts'

export interface EndSession {
  client?: Client
  /** An ID token of ours for this client, however old. One that is not is ignored: then the person is asked. */
  hint?: IdTokenHint
  /** Registered for the client, to the letter. */
  postLogoutRedirectUri?: string
  state?: string
}

/** @returns the request, or a refusal, which is a page */
export async function readEndSession(
  world: World,
  parameters: Parameters,
): Promise<Result<EndSession, Refusal>> {
  const hint = await readHint(world, parameters.get('id_token_hint'))
  const clientId = parameters.get('client_id') ?? hint?.audience[0]
  // "the OP MUST verify that the Client Identifier matches the one used when issuing the ID Token" (§2).
  if (hint && clientId !== undefined && !hint.audience.includes(clientId)) {
    return refuse('id_token_hint_unusable', 'client_id')
  }
  const client = clientId === undefined ? undefined : await world.registry.client(clientId)
  const uri = await checkUri(world, client, parameters.get('post_logout_redirect_uri'))
  if (!uri.ok) return uri
  const state = parameters.get('state')
  return ok({
    ...(client && { client }),
    ...(hint && { hint }),
    ...(uri.value !== undefined && { postLogoutRedirectUri: uri.value }),
    ...(state !== undefined && { state }),
  })
}

async function readHint(world: World, hint: string | undefined): Promise<IdTokenHint | undefined> {
  return hint === undefined
    ? undefined
    : verifyIdTokenHint(await world.registry.keys(), hint, world.issuer)
}

/** "the OP MUST NOT perform post-logout redirection if the … value … does not exactly match" (§3). */
async function checkUri(
  { registry }: World,
  client: Client | undefined,
  uri: string | undefined,
): Promise<Result<string | undefined, Refusal>> {
  if (uri === undefined) return ok(undefined)
  const isRegistered = (record: Client | undefined) =>
    record?.post_logout_redirect_uris.includes(uri) ?? false
  if (isRegistered(client)) return ok(uri)
  const fresh = client && (await registry.freshClient(client.client_id))
  return isRegistered(fresh) ? ok(uri) : err({ key: 'post_logout_redirect_uri_unregistered' })
}

/** The account that the hint speaks of: the person, in this very session. It is signed out without a question. */
export async function hintedAccount(
  world: World,
  { client, hint }: EndSession,
  accounts: readonly ActiveAccount[],
): Promise<ActiveAccount | undefined> {
  const account = accounts.find(({ sub }) => sub === hint?.sub)
  if (!account || !client || hint?.sid === undefined) return undefined
  const sid = await sidOf(await world.registry.keys(), account.session.sessionId, client.client_id)
  return sid === hint.sid ? account : undefined
}

/** A session that has just ended, and the clients that know of it. */
export interface EndedSession {
  sessionId: SessionId
  clients: readonly ClientId[]
}

/**
 * Ends the sessions of these accounts, and with them all that was granted only for as long. Each person's object has the
 * clients told by the back channel.
 */
export async function signOut(
  world: World,
  accounts: readonly ActiveAccount[],
): Promise<EndedSession[]> {
  const ended = await Promise.all(
    accounts.map(async ({ sub, session }) => {
      const signedOut = await world.users.of(sub).signOut(session)
      if (!signedOut.ok) return []
      world.log.event('signed_out', { sub })
      return [{ sessionId: session.sessionId, clients: signedOut.value }]
    }),
  )
  return ended.flat()
}

/** Where the browser goes now; undefined where the app named no address. */
export const afterwards = ({
  postLogoutRedirectUri: uri,
  state,
}: EndSession): string | undefined =>
  uri === undefined ? undefined : withQuery(uri, state === undefined ? {} : { state })
