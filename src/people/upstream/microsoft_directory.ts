/** Microsoft's issuer for many directories: each ID token is of one, which it names itself. */
import type { AuthorizationServer } from 'oauth4webapi'
import { fromBase64url, fromUtf8 } from '../../kernel/encoding.ts'
import { parseJsonObject } from '../../kernel/json.ts'
import { DIRECTORY, isDirectoryId } from './providers/microsoft.ts'

/**
 * The server as the directory of this answer: its `tid` stands in the place that the metadata leaves open. It is read
 * unverified, and then the ID token must be of just that issuer and signed with Microsoft's keys.
 */
export async function ofOneDirectory(
  as: AuthorizationServer,
  answer: Response,
): Promise<AuthorizationServer> {
  if (!as.issuer.includes(DIRECTORY)) return as
  const idToken = parseJsonObject(await answer.clone().text())?.['id_token']
  const payload =
    typeof idToken === 'string' ? fromBase64url(idToken.split('.')[1] ?? '') : undefined
  const tid = parseJsonObject((payload && fromUtf8(payload)) ?? '')?.['tid']
  return isDirectoryId(tid) ? { ...as, issuer: as.issuer.replace(DIRECTORY, tid) } : as
}

/** Whether an issuer stands for many directories, so that nobody is anybody by it alone. */
export const isOfManyDirectories = (issuer: string): boolean =>
  /^https:\/\/login\.microsoftonline\.com\/(?:common|organizations)\//.test(issuer)

/** Whether an issuer is that of one directory, as an ID token names it. */
export function isDirectoryIssuer(issuer: string | undefined): issuer is string {
  const [, tid] = /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/v2\.0$/.exec(issuer ?? '') ?? []
  return isDirectoryId(tid)
}
