/** Bodies of `/api/sso/v1/keys`: the public halves of our signing keys and their lives. */
import * as v from 'valibot'
import { SIGNING_ALGORITHMS } from '../client_metadata.ts'
import { about, instant, publicJwk } from './values.ts'

export const keyAnswer = v.strictObject({
  kid: v.string(),
  alg: v.picklist(SIGNING_ALGORITHMS),
  state: about(
    'next is published and signs nothing yet; retired is published until its last token has died',
    v.picklist(['next', 'current', 'retired', 'archived']),
  ),
  public_jwk: publicJwk,
  created_at: instant,
  since: instant,
})
export type KeyAnswer = v.InferInput<typeof keyAnswer>

export const keyList = v.strictObject({ items: v.array(keyAnswer), next_cursor: v.null() })

export const keyRotation = v.strictObject({
  revoke: v.exactOptional(
    about(
      'For emergencies: the current key is dropped, and what it signed verifies no more',
      v.boolean(),
    ),
    false,
  ),
})
