/** Lists: `{items, next_cursor}`, asked for by `?limit=&cursor=&q=`. */
import * as v from 'valibot'
import { about } from './values.ts'

export const pageOf = <Item extends v.GenericSchema>(item: Item) =>
  v.strictObject({
    items: v.array(item),
    next_cursor: about(
      'Send it as cursor for what follows; null at the end',
      v.nullable(v.string()),
    ),
  })

/** A number of items as a query says it: 1 to 100. */
const limit = v.pipe(v.string(), v.regex(/^(?:[1-9]\d?|100)$/), v.transform(Number))

const paging = {
  limit: v.exactOptional(limit, '50'),
  cursor: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
}

const beginning = v.exactOptional(v.pipe(v.string(), v.maxLength(200)))

export const plainListQuery = v.strictObject(paging)
/** `q` matches the beginning of the name, or the whole id. */
export const clientListQuery = v.strictObject({ ...paging, q: beginning })
/** `email` matches the beginning of the address; `q` as well, or of who has none that of the sub or a part of the name. */
export const userListQuery = v.strictObject({ ...paging, email: beginning, q: beginning })
/** Of one client alone. */
export const endQuery = v.strictObject({
  client_id: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
})
export const auditListQuery = v.strictObject({
  ...paging,
  event: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z_.]{1,64}$/))),
  format: v.exactOptional(v.picklist(['json', 'ndjson'])),
})
