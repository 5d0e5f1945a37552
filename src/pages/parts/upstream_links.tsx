/** The other providers that a person may sign in with: links, for a browser would hold every hop of a form against us. */
import type { Language } from '../messages/language.ts'
import { fill } from './phrase.tsx'

export interface UpstreamLink {
  /** What the provider is called. */
  name: string
  url: string
}

export const UpstreamLinks = ({
  links,
  lang,
}: {
  links: readonly UpstreamLink[]
  lang: Language
}) => {
  const words = lang.messages.upstream
  return (
    <div class="upstreams">
      <p class="or">{words.or}</p>
      {links.map(({ name, url }) => (
        <a class="button" href={url} rel="nofollow">
          <bdi>{fill(words.with, { provider: name })}</bdi>
        </a>
      ))}
    </div>
  )
}
