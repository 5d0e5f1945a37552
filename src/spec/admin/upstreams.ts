/** Bodies of `/api/sso/v1/upstreams`: the providers that people may sign in with. */
import * as v from 'valibot'
import { ANY_DOMAIN, SIGN_UPS, UPSTREAM_KINDS } from '../upstream.ts'
import { erasable, omissible } from './entries.ts'
import { pageOf } from './pages.ts'
import { about, displayText, instant, scopeToken, uri } from './values.ts'

const id = about(
  'It stands in the redirect URI: `/login/from/{id}`',
  v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/), v.examples(['google'])),
)

/** A domain in ASCII and lower case, as normal forms of addresses have it. */
const mailDomain = v.pipe(
  v.string(),
  v.maxLength(253),
  v.regex(/^(?:\*|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62})$/),
)

const secret = about(
  'The secret, or for Apple the private key (`.p8`). It is sealed, and never shown again',
  v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
)

/** What may be changed at any time. */
const changeable = {
  name: about('What its button says', displayText),
  client_id: v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.regex(/^[\x20-\x7e]+$/)),
  scopes: about(
    'Beyond those that are asked for anyway',
    v.pipe(v.array(scopeToken), v.maxLength(20)),
  ),
  enabled: v.boolean(),
  sign_up: about('What becomes of somebody whom nobody here knows yet', v.picklist(SIGN_UPS)),
  trusts_email: about(
    `Mail domains for which its word is taken that an address was verified; ${ANY_DOMAIN} for all`,
    v.pipe(v.array(mailDomain), v.maxLength(100)),
  ),
}

/** What a kind may need to be told. */
const told = {
  issuer: about('Where it is found, where its kind leaves that open', uri),
  team_id: v.pipe(v.string(), v.regex(/^[A-Z0-9]{10}$/)),
  key_id: v.pipe(v.string(), v.regex(/^[A-Z0-9]{10}$/)),
}

export const upstreamCreation = v.pipe(
  v.strictObject({
    id,
    kind: v.picklist(UPSTREAM_KINDS),
    client_secret: secret,
    ...omissible({ ...changeable, ...told }),
    client_id: changeable.client_id,
  }),
  v.examples([
    { id: 'google', kind: 'google', client_id: '407408718192.apps', client_secret: 'GOCSPX-…' },
  ]),
)
export type UpstreamCreation = v.InferOutput<typeof upstreamCreation>

export const upstreamPatch = v.strictObject({
  ...omissible({
    ...changeable,
    client_secret: secret,
    team_id: told.team_id,
    key_id: told.key_id,
  }),
  ...erasable({ name: changeable.name, scopes: changeable.scopes }),
})
export type UpstreamPatch = v.InferOutput<typeof upstreamPatch>

export const upstreamAnswer = v.strictObject({
  id,
  kind: v.picklist(UPSTREAM_KINDS),
  ...changeable,
  issuer: told.issuer,
  ...omissible({ team_id: told.team_id, key_id: told.key_id }),
  redirect_uri: about('To be registered with the provider', v.string()),
  created_at: instant,
  updated_at: instant,
})
export type UpstreamAnswer = v.InferInput<typeof upstreamAnswer>

export const upstreamPage = pageOf(upstreamAnswer)
