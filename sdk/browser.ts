/**
 * `amphora-idp/browser`: sign-in for an app that has no backend. It keeps a key in this browser that nobody can read, and
 * signs with it; all that comes of a request serves with that key alone. Register the client with
 * `request_object_key: "embedded"`.
 */
import { browserClient, type BrowserClient } from './browser/client.ts'
import { keyOfBrowser } from './browser/key_store.ts'
import { checkPartyOptions, type PartyOptions } from './options.ts'

export { AmphoraError } from './errors.ts'
export type { BrowserClient } from './browser/client.ts'
export type { PartyOptions as BrowserClientOptions } from './options.ts'

/**
 * Make it once for each page.
 *
 * @throws AmphoraError `configuration_invalid`, or `key_unavailable` where the browser makes or keeps no key
 */
export async function createBrowserClient(options: PartyOptions): Promise<BrowserClient> {
  checkPartyOptions(options)
  const keyPair = await keyOfBrowser(options.clientId)
  return browserClient(options, { keyPair, storage: sessionStorage })
}
