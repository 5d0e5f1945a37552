/** Every kind of provider, by its name. */
import type { Upstream } from '../../domain/upstream.ts'
import type { UpstreamKind } from '../../spec/upstream.ts'
import { apple } from './providers/apple.ts'
import { discord } from './providers/discord.ts'
import { facebook } from './providers/facebook.ts'
import { github } from './providers/github.ts'
import { gitlab } from './providers/gitlab.ts'
import { google } from './providers/google.ts'
import { linkedin } from './providers/linkedin.ts'
import { microsoft } from './providers/microsoft.ts'
import { oidc } from './providers/oidc.ts'
import type { Provider } from './providers/provider.ts'
import { x } from './providers/x.ts'

const PROVIDERS: { readonly [kind in UpstreamKind]: Provider } = {
  oidc,
  google,
  microsoft,
  apple,
  github,
  facebook,
  x,
  gitlab,
  discord,
  linkedin,
}

export const providerOf = (kind: UpstreamKind): Provider => PROVIDERS[kind]

/** The issuer of an upstream: the operator's word where its kind leaves that open. */
export const issuerOf = ({ kind, issuer }: Pick<Upstream, 'kind' | 'issuer'>): string =>
  issuer ?? providerOf(kind).issuer ?? ''

/** Whether a kind has the browser post its answer, which then comes without our cookies. */
export const answersByForm = (kind: UpstreamKind): boolean =>
  providerOf(kind).parameters?.['response_mode'] === 'form_post'
