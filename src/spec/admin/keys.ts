/** Bodies of `/api/sso/v1/keys`: the public halves of our signing keys and their lives. */
import * as v from 'valibot'
import { ID_TOKEN_ALGORITHMS } from '../client_metadata.ts'
import { instant } from './values.ts'

export const keyAnswer = v.strictObject({
  kid: v.string(),
  alg: v.picklist(ID_TOKEN_ALGORITHMS),
  /** `next` is published and signs nothing yet; `retired` is published until its last token has died. */
  state: v.picklist(['next', 'current', 'retired', 'archived']),
  public_jwk: v.looseObject({ kty: v.string() }),
  created_at: instant,
  since: instant,
})
export type KeyAnswer = v.InferInput<typeof keyAnswer>

export const keyList = v.strictObject({ items: v.array(keyAnswer), next_cursor: v.null() })

/** `revoke` is for emergencies: the current key is dropped, and the tokens that it signed verify no more. */
export const keyRotation = v.strictObject({ revoke: v.exactOptional(v.boolean(), false) })
