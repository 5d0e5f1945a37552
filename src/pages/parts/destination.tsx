/** Where the answer to a request goes: what an app cannot make up, for only registered addresses are answered. */
import { isLoopbackHost, parseUri } from '../../kernel/uri.ts'
import type { Language } from '../messages/language.ts'
import type { AskingApp } from './app.tsx'
import { Phrase } from './phrase.tsx'

export const Destination = ({ to, lang }: { to: AskingApp; lang: Language }) => {
  const words = lang.messages.app
  if ('userCode' in to) {
    return (
      <p class="soft">
        <Phrase text={words.goesToCode} slots={{ code: <span class="host">{to.userCode}</span> }} />
      </p>
    )
  }
  const { redirectUri: uri } = to
  return (
    <p class="soft">
      <Phrase
        text={isOnThisDevice(uri) ? words.goesToDevice : words.goesTo}
        slots={{ destination: <bdi class="host">{hostOf(uri)}</bdi> }}
      />
    </p>
  )
}

/** The host in ASCII, so that no letter passes for another; of an app's own scheme, the scheme. */
function hostOf(uri: string): string {
  const parsed = parseUri(uri)
  if (!parsed) return uri
  return isWeb(parsed) ? parsed.host : parsed.protocol
}

function isOnThisDevice(uri: string): boolean {
  const parsed = parseUri(uri)
  return parsed !== undefined && (!isWeb(parsed) || isLoopbackHost(parsed.hostname))
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:'
